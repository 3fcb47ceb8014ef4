// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Platform.Backends;

/// <summary>What a segment is opened for, and who else may open it.</summary>
/// <param name="Writable">Whether this process maps it for writing.</param>
/// <param name="Mode">
/// The mode that a new segment gets, whatever the umask; ignored on Windows. One that lets other users in tells as well that a segment
/// which another user made is welcome.
/// </param>
internal readonly record struct SegmentRights(bool Writable, UnixFileMode Mode)
{
    /// <summary>The mode of what belongs to one user alone, as Qt makes it since CVE-2013-0254.</summary>
    public const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
}
