// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;
using Quayside.Platform.Memory;
using Quayside.Platform.Native;

namespace Quayside.Platform.Keyed.SystemV;

/// <summary>Memory of this process for the bytes of a segment to be, zero at first, which goes with the process (mmap(2)).</summary>
/// <remarks>
/// The kernel books it like a segment (shmem_kernel_file_setup and shmem_zero_setup in mm/shmem.c count alike against the limit of overcommit),
/// so it also tells whether a segment of this size can be had. A nameless segment would tell the same, and stay after a kill.
/// </remarks>
internal sealed class StagedPages : MappedRegion
{
    private StagedPages(nint address, long length)
        : base(address, length, isWritable: true)
    {
    }

    /// <summary>Maps so many bytes; pages that are never touched cost nothing.</summary>
    public static IpcResult Map(long length, out StagedPages? pages)
    {
        var address = LibC.mmap(0, (nuint)length, LibC.PROT_READ | LibC.PROT_WRITE, LibC.MAP_SHARED | LibC.MAP_ANONYMOUS, descriptor: -1, 0);
        pages = address == -1 ? null : new StagedPages(address, length);
        return pages is null ? SystemVErrors.Last(IpcStep.MapSegment) : IpcResult.Success;
    }

    /// <inheritdoc/>
    protected override void Unmap(nint address) => _ = LibC.munmap(address, (nuint)Length);
}
