// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;
using Quayside.Platform.Memory;
using Quayside.Platform.Native;
using Quayside.Platform.Objects.Posix;

namespace Quayside.Platform.Keyed.Posix;

/// <summary>A file of shared memory as it is mapped here (mmap(2)).</summary>
/// <remarks>All pages have memory behind them; only a program of the same user that truncates the file could take it away.</remarks>
internal sealed class PosixRegion(nint address, long length, bool isWritable) : MappedRegion(address, length, isWritable)
{
    /// <summary>Maps all of an open file.</summary>
    public static IpcResult Map(int descriptor, long length, bool isWritable, out PosixRegion? region)
    {
        var protection = LibC.PROT_READ | (isWritable ? LibC.PROT_WRITE : 0);
        var address = LibC.mmap(0, (nuint)length, protection, LibC.MAP_SHARED, descriptor, 0);
        region = address == -1 ? null : new PosixRegion(address, length, isWritable);
        return region is null ? PosixErrors.Last(IpcStep.MapSegment) : IpcResult.Success;
    }

    /// <inheritdoc/>
    protected override void Unmap(nint address) => _ = LibC.munmap(address, (nuint)Length);
}
