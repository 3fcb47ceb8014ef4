// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Platform.Keyed;

/// <summary>What a new segment is to be, with whatever memory a mechanism can set aside for it before the key's lock is taken.</summary>
/// <param name="size">Size in bytes, at least 1.</param>
/// <param name="rights">How to map it, and who may open it.</param>
/// <remarks>
/// For one thread at a time. It has no name, so nobody else sees it, and a process that dies with it leaves nothing. What takes long or gets a
/// process killed for the memory it takes (the OOM killer, systemd-oomd) so happens while no lock is held.
/// </remarks>
internal class SegmentDraft(long size, SegmentRights rights) : IDisposable
{
    /// <summary>Gets the size in bytes.</summary>
    public long Size => size;

    /// <summary>Gets how to map it, and who may open it.</summary>
    public SegmentRights Rights => rights;

    /// <summary>Gives back what was set aside, unless it has become a segment.</summary>
    public virtual void Dispose()
    {
    }
}
