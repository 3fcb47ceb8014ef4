// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;
using Quayside.Platform.Memory;
using Quayside.Platform.Native;

namespace Quayside.Platform.Backends.Posix;

/// <summary>Pages of a file.</summary>
internal sealed class PosixMapping : SharedMapping
{
    private PosixMapping(nint address, long length)
        : base(address, length)
    {
    }

    /// <summary>Maps the beginning of a file, all of which has memory behind it.</summary>
    /// <param name="descriptor">The file.</param>
    /// <param name="length">How many bytes.</param>
    /// <param name="writable">Whether for writing.</param>
    /// <param name="mapping">The mapping.</param>
    public static IpcResult Map(int descriptor, long length, bool writable, out SharedMapping? mapping)
    {
        mapping = null;
        var address = TryMap(descriptor, length, writable);
        if (address == -1 && Marshal.GetLastPInvokeError() == Errno.ENOMEM)
        {
            // A process has a limited number of mappings (vm.max_map_count), and unreachable ones wait for the collector.
            GC.Collect();
            GC.WaitForPendingFinalizers();
            address = TryMap(descriptor, length, writable);
        }

        if (address == -1)
        {
            return PosixErrors.From(Marshal.GetLastPInvokeError(), IpcStep.MapSegment);
        }

        mapping = new PosixMapping(address, length);
        return IpcResult.Success;
    }

    /// <inheritdoc/>
    protected override bool Unmap(nint address) => LibC.munmap(address, (nuint)Length) == 0;

    private static nint TryMap(int descriptor, long length, bool writable) =>
        LibC.mmap(0, (nuint)length, LibC.PROT_READ | (writable ? LibC.PROT_WRITE : 0), LibC.MAP_SHARED, descriptor, 0);
}
