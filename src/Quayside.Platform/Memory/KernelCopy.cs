// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;
using Quayside.Platform.Native;

namespace Quayside.Platform.Memory;

/// <summary>Copies to and from memory that this process has mapped but may not have touched, without touching it.</summary>
/// <remarks>
/// <para>
/// The first touch of each page of a mapping is a fault, which costs more than copying the page: a quarter of a microsecond at best, ten and
/// more in some virtual machines. The kernel can copy the bytes itself, through its own view of the pages, for one call
/// (process_vm_readv(2), process_vm_writev(2), with this very process on both sides).
/// </para>
/// <para>
/// The kernel also tells when bytes are gone (EFAULT), because a peer has truncated the file, where a touch would end the process (SIGBUS).
/// </para>
/// <para>Stateless and thread-safe. Where there is no such call, or it is forbidden, the bytes are copied as ever.</para>
/// </remarks>
internal static unsafe class KernelCopy
{
    /// <summary>Copies out of the memory that may be untouched.</summary>
    /// <returns>Whether all bytes are there; if not, some of them may have been copied.</returns>
    /// <exception cref="ArgumentException">The destination is shorter than the source.</exception>
    public static bool TryRead(ReadOnlySpan<byte> source, Span<byte> destination) => TryCopy(source, destination, isRead: true);

    /// <summary>Copies into the memory that may be untouched.</summary>
    /// <inheritdoc cref="TryRead"/>
    public static bool TryWrite(ReadOnlySpan<byte> source, Span<byte> destination) => TryCopy(source, destination, isRead: false);

    private static bool TryCopy(ReadOnlySpan<byte> source, Span<byte> destination, bool isRead)
    {
        var left = source.Length;
        if (OperatingSystem.IsLinux() && left <= destination.Length)
        {
            // Holds: both spans stay where they are for the calls, and the kernel checks that they are mapped, and for what.
            fixed (byte* from = source, to = destination)
            {
                while (left > 0)
                {
                    var done = source.Length - left;
                    var reading = new LibC.iovec { start = from + done, length = (nuint)left };
                    var writing = new LibC.iovec { start = to + done, length = (nuint)left };
                    var copied = isRead
                        ? LibC.process_vm_readv(Environment.ProcessId, &writing, 1, &reading, 1, 0)
                        : LibC.process_vm_writev(Environment.ProcessId, &reading, 1, &writing, 1, 0);
                    if (copied > 0)
                    {
                        // Either call may stop early, and says why when it is asked to go on.
                        left -= (int)copied;
                    }
                    else if (copied == 0 || Marshal.GetLastPInvokeError() == Errno.EFAULT)
                    {
                        return false;
                    }
                    else
                    {
                        break;
                    }
                }
            }
        }

        source[^left..].CopyTo(destination[(source.Length - left)..]);
        return true;
    }
}
