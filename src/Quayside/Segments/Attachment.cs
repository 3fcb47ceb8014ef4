// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Backends;
using Quayside.Platform.Memory;

namespace Quayside.Segments;

/// <summary>A mapped segment and how many scopes still look at it: closing waits for the last of them.</summary>
/// <remarks>Thread-safe and lock-free. Exactly one caller of <see cref="Close"/> or <see cref="Unpin"/> is told to detach.</remarks>
internal sealed class Attachment(IpcSegment segment)
{
    // The sign bit tells that it is closing; the other bits count pins.
    private const int Closing = int.MinValue;

    private int _state;

    /// <summary>Gets the segment.</summary>
    public IpcSegment Segment => segment;

    /// <summary>Gets the mapped bytes. Valid while pinned.</summary>
    public MappedRegion Region => segment.Region;

    /// <summary>Gets whether it is closing or closed.</summary>
    public bool IsClosed => Volatile.Read(ref _state) < 0;

    /// <summary>Keeps the mapping alive, unless it is closing already.</summary>
    public bool TryPin()
    {
        var state = Volatile.Read(ref _state);
        while (state >= 0)
        {
            var seen = Interlocked.CompareExchange(ref _state, state + 1, state);
            if (seen == state)
            {
                return true;
            }

            state = seen;
        }

        return false;
    }

    /// <summary>Lets go of one pin.</summary>
    /// <returns>Whether the caller must detach the segment now.</returns>
    public bool Unpin() => Interlocked.Decrement(ref _state) == Closing;

    /// <summary>Allows no new pins.</summary>
    /// <returns>Whether the caller must detach the segment now; otherwise the last pin does, or somebody already has.</returns>
    public bool Close() => Interlocked.Or(ref _state, Closing) == 0;
}
