// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Memory;
using Quayside.Platform.Native;

namespace Quayside.Platform.Keyed.SystemV;

/// <summary>A System V segment as it is mapped here (shmat(2)).</summary>
/// <remarks>The kernel never shrinks such a segment, so its pages stay valid whatever a peer does.</remarks>
internal sealed class SystemVRegion(nint address, long length, bool isWritable) : MappedRegion(address, length, isWritable)
{
    /// <inheritdoc/>
    protected override void Unmap(nint address) => _ = LibC.shmdt(address);
}
