// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;

namespace Quayside.Platform.Keyed;

/// <summary>What the kernel knows of a segment.</summary>
/// <param name="Id">The system's number of the segment; a segment made anew has another one.</param>
/// <param name="Size">Its size in bytes.</param>
/// <param name="AttachCount">
/// How many times it is attached, by all processes, or null when it is attached and the kernel does not tell how often. Right across kills.
/// </param>
/// <param name="CreatorProcess">The id of the process that made it, or 0 when the kernel does not tell.</param>
/// <param name="OwnerUser">The user id it belongs to.</param>
internal readonly record struct SegmentInfo(long Id, long Size, long? AttachCount, int CreatorProcess, uint OwnerUser)
{
    /// <summary>Gets whose it is, where the system tells more than its owner.</summary>
    public ObjectOwner Owner { get; init; }

    /// <summary>Gets whether Quayside made it rather than Qt.</summary>
    public bool IsOurs { get; init; }

    /// <summary>Gets whether nobody is attached. Seen under the lock it means: everybody who used it crashed.</summary>
    public bool IsOrphan => AttachCount == 0;
}
