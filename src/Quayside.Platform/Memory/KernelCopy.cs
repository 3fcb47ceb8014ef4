// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Native;

namespace Quayside.Platform.Memory;

/// <summary>Copies to and from memory that this process has mapped but may not have touched, without touching it.</summary>
/// <remarks>
/// <para>
/// The first touch of each page of a mapping is a fault, which costs more than copying the page: a quarter of a microsecond at best, ten and
/// more in some virtual machines. The kernel can copy the bytes itself, through its own view of the pages, for one call
/// (process_vm_readv(2), process_vm_writev(2), with this very process on both sides).
/// </para>
/// <para>Stateless and thread-safe. Where there is no such call, or it is forbidden, the bytes are copied as ever.</para>
/// </remarks>
internal static unsafe class KernelCopy
{
    /// <summary>Copies out of the memory that may be untouched.</summary>
    /// <exception cref="ArgumentException">The destination is shorter than the source.</exception>
    public static void Read(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        var done = 0;
        if (OperatingSystem.IsLinux() && source.Length <= destination.Length)
        {
            // Holds: both spans stay where they are for the call, and the kernel checks that they are mapped.
            fixed (byte* from = source, to = destination)
            {
                var near = new LibC.iovec { start = to, length = (nuint)source.Length };
                var far = new LibC.iovec { start = from, length = (nuint)source.Length };
                done = (int)LibC.process_vm_readv(Environment.ProcessId, &near, 1, &far, 1, 0);
            }
        }

        CopyRest(source, destination, done);
    }

    /// <summary>Copies into the memory that may be untouched.</summary>
    /// <exception cref="ArgumentException">The destination is shorter than the source.</exception>
    public static void Write(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        var done = 0;
        if (OperatingSystem.IsLinux() && source.Length <= destination.Length)
        {
            // Holds: as in Read; pages mapped for reading alone are refused.
            fixed (byte* from = source, to = destination)
            {
                var near = new LibC.iovec { start = from, length = (nuint)source.Length };
                var far = new LibC.iovec { start = to, length = (nuint)source.Length };
                done = (int)LibC.process_vm_writev(Environment.ProcessId, &near, 1, &far, 1, 0);
            }
        }

        CopyRest(source, destination, done);
    }

    private static void CopyRest(ReadOnlySpan<byte> source, Span<byte> destination, int done)
    {
        // Both calls may stop early, and return -1 when they cannot begin.
        if (done < source.Length)
        {
            done = Math.Max(done, 0);
            source[done..].CopyTo(destination[done..]);
        }
    }
}
