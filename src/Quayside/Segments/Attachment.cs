// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Internal;
using Quayside.Platform.Keyed;
using Quayside.Platform.Memory;

namespace Quayside.Segments;

/// <summary>A mapped segment and how many scopes still look at it: closing waits for the last of them.</summary>
/// <remarks>Thread-safe and lock-free. Exactly one caller of <see cref="Close"/> or <see cref="Unpin"/> is told to detach.</remarks>
/// <param name="segment">The segment.</param>
/// <param name="isForeign">Whether neither Qt nor Quayside made it, so that it stays when its last user goes.</param>
internal sealed class Attachment(IpcSegment segment, bool isForeign)
{
    private PinCount _pins;

    /// <summary>Gets the segment.</summary>
    public IpcSegment Segment => segment;

    /// <summary>Gets whether neither Qt nor Quayside made the segment.</summary>
    public bool IsForeign => isForeign;

    /// <summary>Gets the mapped bytes. Valid while pinned.</summary>
    public MappedRegion Region => segment.Region;

    /// <summary>Gets whether it is closing or closed.</summary>
    public bool IsClosed => _pins.IsClosed;

    /// <inheritdoc cref="PinCount.TryPin"/>
    public bool TryPin() => _pins.TryPin();

    /// <inheritdoc cref="PinCount.Unpin"/>
    public bool Unpin() => _pins.Unpin();

    /// <inheritdoc cref="PinCount.Close"/>
    public bool Close() => _pins.Close();
}
