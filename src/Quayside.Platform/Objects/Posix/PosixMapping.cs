// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;
using Quayside.Platform.Common;
using Quayside.Platform.Memory;
using Quayside.Platform.Native;

namespace Quayside.Platform.Objects.Posix;

/// <summary>Pages of a file. Thread-safe.</summary>
internal sealed class PosixMapping : SharedMapping
{
    private int _isVacant;

    private PosixMapping(nint address, long length)
        : base(address, length)
    {
    }

    /// <summary>Maps the beginning of a file, all of which has memory behind it.</summary>
    /// <param name="descriptor">The file.</param>
    /// <param name="length">How many bytes.</param>
    /// <param name="writable">Whether for writing.</param>
    /// <param name="mapping">The mapping.</param>
    public static IpcResult Map(int descriptor, long length, bool writable, out PosixMapping? mapping)
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

    /// <summary>Gives the file's pages back, and puts zeros of this process's own in their place, in one step.</summary>
    /// <remarks>
    /// Otherwise a file that has no name any more would take its memory until the collector comes. Whoever is still at work on the pages
    /// reads zeros from some moment on and writes into nothing, so looks afterwards whether it was too late.
    /// </remarks>
    public void Vacate()
    {
        if (Interlocked.Exchange(ref _isVacant, 1) == 0 && TryReplace())
        {
            Relieve();
        }

        GC.KeepAlive(this);
    }

    /// <inheritdoc/>
    protected override bool Unmap(nint address) => LibC.munmap(address, (nuint)Length) == 0;

    // The zeros are made elsewhere and moved: what can fail, fails before anything is taken away. Then the collector has to come.
    private bool TryReplace()
    {
        var length = (nuint)Length;
        var zeros = LibC.mmap(
            0, length, LibC.PROT_READ | LibC.PROT_WRITE, LibC.MAP_PRIVATE | LibC.MAP_ANONYMOUS | LibC.MAP_NORESERVE, descriptor: -1, 0);
        if (zeros == -1)
        {
            return false;
        }

        if (LibC.mremap(zeros, length, length, LibC.MREMAP_MAYMOVE | LibC.MREMAP_FIXED, Start) == Start)
        {
            return true;
        }

        _ = LibC.munmap(zeros, length);
        return false;
    }

    private static nint TryMap(int descriptor, long length, bool writable) =>
        LibC.mmap(0, (nuint)length, LibC.PROT_READ | (writable ? LibC.PROT_WRITE : 0), LibC.MAP_SHARED, descriptor, 0);
}
