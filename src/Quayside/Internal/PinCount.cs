// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Internal;

/// <summary>Counts who uses something that is to be let go when it is closed and nobody uses it any more.</summary>
/// <remarks>
/// Thread-safe and lock-free. Exactly one caller of <see cref="Close"/> or <see cref="Unpin"/> is told to let go. A mutable value: keep it
/// in a field that is not read-only.
/// </remarks>
internal struct PinCount
{
    // The sign bit tells that it is closing; the other bits count pins.
    private const int Closing = int.MinValue;

    private int _state;

    /// <summary>Gets whether it is closing or closed.</summary>
    public readonly bool IsClosed => Volatile.Read(in _state) < 0;

    /// <summary>Keeps it from being let go, unless it is closing already.</summary>
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

    /// <summary>Ends one use.</summary>
    /// <returns>Whether the caller must let go now.</returns>
    public bool Unpin() => Interlocked.Decrement(ref _state) == Closing;

    /// <summary>Allows no new uses.</summary>
    /// <returns>Whether the caller must let go now; otherwise the last user does, or somebody already has.</returns>
    public bool Close() => Interlocked.Or(ref _state, Closing) == 0;
}
