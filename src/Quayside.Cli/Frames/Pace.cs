// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;

namespace Quayside.Cli.Frames;

/// <summary>Moments at even distances. One that is late does not make the others late; after a long stop, no missed ones are made up for.</summary>
/// <param name="rate">Moments a second.</param>
internal sealed class Pace(double rate)
{
    private static readonly TimeSpan _least = TimeSpan.FromMilliseconds(1);

    private readonly long _distance = (long)(Stopwatch.Frequency / rate);
    private long _next = Stopwatch.GetTimestamp();

    /// <summary>Waits for the next moment; the first one is at once.</summary>
    /// <param name="stop">Ends the wait.</param>
    /// <returns>Whether it has come: false when stopped.</returns>
    public bool Wait(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var left = _next - Stopwatch.GetTimestamp();
            if (left <= 0)
            {
                // Behind by more than a moment: it begins anew.
                _next += -left > _distance ? _distance - left : _distance;
                return true;
            }

            // Waits take whole milliseconds.
            var time = Stopwatch.GetElapsedTime(0, left);
            _ = stop.WaitHandle.WaitOne(time > _least ? time : _least);
        }

        return false;
    }
}
