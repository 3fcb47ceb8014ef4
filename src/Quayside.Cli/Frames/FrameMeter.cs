// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Cli.Json;

namespace Quayside.Cli.Frames;

/// <summary>Measures frames as they come, second by second and in all. For one thread.</summary>
/// <remarks>The first frame is where counting begins, and not counted: it may have been there for long.</remarks>
internal sealed class FrameMeter
{
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);

    private readonly FrameTally _total = new();
    private FrameTally _lap = new();
    private FrameShape _shape;
    private long _last;

    /// <summary>Begins to measure.</summary>
    /// <param name="first">The first frame; it stays open.</param>
    public FrameMeter(Frame first) => (_shape, _last) = (first.Shape, first.Sequence);

    /// <summary>Gets how much of this second is left: zero or less when it is over.</summary>
    public TimeSpan Left => _second - _lap.Time;

    /// <summary>Counts a frame that has just been taken.</summary>
    /// <param name="frame">The frame; it stays open.</param>
    public void Add(Frame frame)
    {
        var latency = frame.Age;

        // Sequences begin anew with a segment that was made anew.
        var dropped = frame.Sequence > _last ? frame.Sequence - _last - 1 : 0;
        (_shape, _last) = (frame.Shape, frame.Sequence);
        _total.Add(latency, dropped);
        _lap.Add(latency, dropped);
    }

    /// <summary>Tells of the second that is over, and begins the next one.</summary>
    public FrameFiguresJson Lap()
    {
        _lap.End();
        _total.End();
        var figures = _lap.Report("second", _shape);
        _lap = new FrameTally();
        return figures;
    }

    /// <summary>Tells of all that was measured.</summary>
    public FrameFiguresJson Total() => _total.Report("total", _shape);
}
