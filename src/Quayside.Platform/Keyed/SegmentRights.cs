// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;

namespace Quayside.Platform.Keyed;

/// <summary>What a segment is opened for, and who else may open it.</summary>
/// <param name="Writable">Whether this process maps it for writing.</param>
/// <param name="Policy">The mode that a new segment gets, and whose segments are used.</param>
internal readonly record struct SegmentRights(bool Writable, AccessPolicy Policy)
{
    /// <summary>The mode of what belongs to one user alone, as Qt makes it since CVE-2013-0254.</summary>
    public const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
}
