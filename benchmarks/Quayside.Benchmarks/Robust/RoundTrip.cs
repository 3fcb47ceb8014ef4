// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Globalization;
using Quayside.Benchmarks.Pictures;
using Quayside.Benchmarks.Scale;
using Quayside.Testing;

namespace Quayside.Benchmarks.Robust;

/// <summary>Two processes that answer each other's changes: one raises "ping", the other one then raises "pong".</summary>
internal sealed class RoundTrip : IDisposable
{
    // As long as each side works before it answers when both are to sleep: longer than a waiter spins. The C program has the same.
    private static readonly TimeSpan _work = TimeSpan.FromMicroseconds(50);

    private readonly ISide _side;
    private readonly ChildProcess _other;

    /// <summary>Starts the other process.</summary>
    /// <param name="frame">What they publish for each other; null for bare change signals.</param>
    public RoundTrip(FrameShape? frame = null)
    {
        var key = UniqueKey.Next("quayside benchmark");
        _side = Side(Ping(key), Pong(key), frame);
        string[] size = frame is { } shape ? [Text(shape.Width), Text(shape.Height)] : [];
        _other = ChildProcess.Start(Environment.ProcessPath!, ["round-trip-child", key, .. size]);
    }

    /// <summary>Plays so many rounds in which both sides answer at once, and returns nanoseconds for each.</summary>
    public double Spinning(int count) => Play(count, TimeSpan.Zero);

    /// <summary>Plays so many rounds in which both sides sleep, and returns nanoseconds for each, without what they work.</summary>
    public double Sleeping(int count) => Play(count, _work) - (2 * _work.TotalNanoseconds);

    /// <summary>Is the other process.</summary>
    /// <param name="key">The key.</param>
    /// <param name="size">Width and height of the frames; empty for signals.</param>
    public static void Child(string key, string[] size)
    {
        FrameShape? frame = size is [var width, var height] ? new FrameShape(Number(width), Number(height), PixelFormat.Bgra) : null;
        using var side = Side(Pong(key), Ping(key), frame);
        while (Console.ReadLine() is { } line)
        {
            var words = line.Split(' ');
            var work = TimeSpan.FromTicks(long.Parse(words[1], CultureInfo.InvariantCulture));
            for (var left = Number(words[0]); left > 0; left--)
            {
                Answer(side, work);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ = _other.WaitForExit();
        _other.Dispose();
        _side.Dispose();
    }

    private static string Ping(string key) => $"{key} ping";

    private static string Pong(string key) => $"{key} pong";

    private static ISide Side(string own, string other, FrameShape? frame) =>
        frame is { } shape ? new FrameSide(own, other, shape) : new SignalSide(own, other);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private double Play(int count, TimeSpan work)
    {
        // Not the first one: the other process has to hear of it.
        _other.Send(string.Create(CultureInfo.InvariantCulture, $"{count} {work.Ticks}"));
        _side.Raise();
        var start = 0L;
        for (var i = 1; i < count; i++)
        {
            Answer(_side, work);
            start = start == 0 ? Stopwatch.GetTimestamp() : start;
        }

        _side.Await();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / (count - 1);
    }

    private static void Answer(ISide side, TimeSpan work)
    {
        side.Await();
        if (work != TimeSpan.Zero)
        {
            var start = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(start) < work)
            {
            }
        }

        side.Raise();
    }
}
