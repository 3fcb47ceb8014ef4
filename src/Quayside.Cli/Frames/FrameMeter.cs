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

    private FrameMeter(Frame first) => (_shape, _last) = (first.Shape, first.Sequence);

    /// <summary>Waits for the first frame, and begins to measure.</summary>
    /// <param name="follower">Takes the frames.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static FrameMeter Begin(FrameFollower follower, CancellationToken stop)
    {
        Frame first;
        while (!follower.TryTake(out first, _second, stop))
        {
            // Waits on; a stop throws.
        }

        using (first)
        {
            return new FrameMeter(first);
        }
    }

    /// <summary>Measures for a second.</summary>
    /// <param name="follower">Takes the frames.</param>
    /// <param name="stop">Ends the measuring.</param>
    /// <exception cref="OperationCanceledException">It was stopped; what came up to then is in the total.</exception>
    public FrameFiguresJson Measure(FrameFollower follower, CancellationToken stop)
    {
        while (_second - _lap.Time is { Ticks: > 0 } left)
        {
            if (follower.TryTake(out var frame, left, stop))
            {
                using (frame)
                {
                    Add(frame);
                }
            }
        }

        return Lap();
    }

    /// <summary>Tells of all that was measured.</summary>
    public FrameFiguresJson Total() => _total.Report("total", _shape);

    private void Add(Frame frame)
    {
        var latency = frame.Age;

        // Sequences begin anew with a segment that was made anew.
        var dropped = frame.Sequence > _last ? frame.Sequence - _last - 1 : 0;
        (_shape, _last) = (frame.Shape, frame.Sequence);
        _total.Add(latency, dropped);
        _lap.Add(latency, dropped);
    }

    private FrameFiguresJson Lap()
    {
        _lap.End();
        _total.End();
        var figures = _lap.Report("second", _shape);
        _lap = new FrameTally();
        return figures;
    }
}
