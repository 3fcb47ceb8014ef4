// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.CompilerServices;
using Quayside.Protocol.Tests.Exploration;

namespace Quayside.Protocol.Tests.Scenarios;

/// <summary>Knows what each frame shows, as soon as somebody has seen it, which one is the latest, and which one somebody looks at for good.</summary>
internal struct FrameOracle : IOracle
{
    private Values _values;
    private ulong _announced;
    private ulong _held;
    private bool _hasDeath;

    /// <summary>Gets whether a death excuses nobody who misses a frame: only publishers die, and all of them keep frames.</summary>
    public bool IsStrict { get; init; }

    /// <summary>Hears that a frame has been announced, and what it shows.</summary>
    public string? Announce(ulong sequence, ulong value)
    {
        _announced = ulong.Max(_announced, sequence);
        return See(sequence, value);
    }

    /// <summary>Hears what a reader has seen in a frame.</summary>
    public string? See(ulong sequence, ulong value)
    {
        ref var known = ref _values[(int)sequence];
        var isSame = known == 0 || known == value;
        known = value;
        return isSame && value != 0 ? null : $"Frame {sequence} shows {value:x} and something else.";
    }

    /// <summary>Hears that a reader wanted one frame and has got another.</summary>
    public readonly string? Miss(ulong wanted, ulong got) =>
        wanted == got || (_hasDeath && !IsStrict) ? null : $"Frame {wanted} was wanted and kept, and frame {got} was next.";

    /// <summary>Hears that a reader looks at a frame for good.</summary>
    public string? Hold(ulong sequence)
    {
        _held = sequence;
        return null;
    }

    /// <summary>Hears which frame a newcomer finds that wants the one that somebody looks at.</summary>
    public readonly string? Find(ulong sequence) =>
        _held == 0 || sequence == _held || _hasDeath ? null : $"Frame {_held} is looked at, and nobody else finds it.";

    /// <summary>Gets the frame that somebody looks at for good.</summary>
    public readonly ulong Held => _held;

    /// <summary>Hears what a reader that is disturbed by nobody has got.</summary>
    public readonly string? SeeAtLast(bool isWhole, ulong sequence) =>
        (isWhole && sequence >= _announced) || (_announced == 0 && sequence == 0) ? null :
        $"Frame {_announced} was announced; at last there is {(isWhole ? "" : "no whole ")}frame {sequence}.";

    /// <inheritdoc/>
    public void Died(int actor) => _hasDeath = true;

    [InlineArray(16)]
    private struct Values
    {
        private ulong _value;
    }
}
