// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Memory;

namespace Quayside.Platform.Keyed;

/// <summary>A segment that this process has mapped.</summary>
/// <remarks>
/// Thread-safe. If the process dies, the kernel unmaps the segment; one that nobody has mapped any more stays as an orphan until
/// somebody recovers, replaces or removes it.
/// </remarks>
internal abstract class IpcSegment : IDisposable
{
    /// <summary>Gets the mapped bytes.</summary>
    public abstract MappedRegion Region { get; }

    /// <summary>Gets what the kernel said of the segment when it had just been mapped, this mapping included.</summary>
    public abstract SegmentInfo Info { get; }

    /// <summary>Gets the size in bytes that was asked for when the segment was made, or null when only a larger one is known (Windows).</summary>
    public virtual long? RequestedSize => Info.Size;

    /// <summary>Gets whether the segment is there and nobody has it mapped any more. To be asked after <see cref="Unmap"/>, before disposing.</summary>
    public abstract bool IsUnused { get; }

    /// <summary>Unmaps the segment and nothing else. Needs no lock.</summary>
    public void Unmap() => Region.Dispose();

    /// <summary>Removes the segment with its name. Under the lock, after finding that it is unused.</summary>
    public abstract void Remove();

    /// <summary>Unmaps the segment and closes what else is open of it. Needs no lock.</summary>
    public virtual void Dispose() => Unmap();
}
