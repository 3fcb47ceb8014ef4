// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using Quayside.Cli.Json;
using Quayside.Cli.Terminal;

namespace Quayside.Cli.Frames;

/// <summary>Counts frames, and measures their latency, from when it is made. For one thread.</summary>
internal sealed class FrameTally
{
    private readonly LatencyHistogram _latencies = new();
    private readonly long _start = Stopwatch.GetTimestamp();
    private long _end = Stopwatch.GetTimestamp();
    private long _frames;
    private long _dropped;

    /// <summary>Gets how long it has been counting.</summary>
    public TimeSpan Time => Stopwatch.GetElapsedTime(_start);

    /// <summary>Counts a frame.</summary>
    /// <param name="latency">From when it was published to when it was held.</param>
    /// <param name="dropped">Frames before it that were never seen.</param>
    public void Add(TimeSpan latency, long dropped)
    {
        End();
        _frames++;
        _dropped += dropped;
        _latencies.Add(latency);
    }

    /// <summary>Notes that up to now there were no others; a frame does so too.</summary>
    public void End() => _end = Stopwatch.GetTimestamp();

    /// <summary>Tells what it has counted, in the time up to its end.</summary>
    /// <param name="span">Of what: <c>second</c> or <c>total</c>.</param>
    /// <param name="shape">The shape of the latest frame.</param>
    public FrameFiguresJson Report(string span, FrameShape shape)
    {
        var seconds = Stopwatch.GetElapsedTime(_start, _end).TotalSeconds;
        return new FrameFiguresJson(
            TimeProvider.System.GetLocalNow(), span, seconds, _frames, _frames == 0 ? 0 : _frames / seconds, shape.Width, shape.Height,
            Words.CamelCase(shape.Format.ToString()),
            new LatencyJson(_latencies.Quantile(0.5)?.TotalSeconds, _latencies.Quantile(0.99)?.TotalSeconds, _latencies.Max?.TotalSeconds), _dropped);
    }
}
