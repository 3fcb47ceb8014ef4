// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;

namespace Quayside.Waiting;

/// <summary>One thread that looks after all in the process who sleep for long, so that a thousand of them cost what one does. Thread-safe.</summary>
/// <remarks>
/// It starts with the first one and ends when there has been nobody for some seconds. It looks at everybody of the same period at the same time.
/// </remarks>
internal sealed class Keeper
{
    private static readonly long _patience = 5 * Stopwatch.Frequency;

    // A monitor and not a lock: the thread sleeps on it, and is woken by those who come.
    private readonly object _gate = new();
    private readonly Dictionary<long, Round> _rounds = [];
    private bool _isRunning;

    /// <summary>Gets the keeper of this process.</summary>
    public static Keeper Shared { get; } = new();

    /// <summary>Looks at something from now on.</summary>
    /// <param name="kept">What; it is in here once.</param>
    /// <param name="period">How often.</param>
    public void Add(IKept kept, TimeSpan period)
    {
        var ticks = Ticks(period);
        lock (_gate)
        {
            if (!_rounds.TryGetValue(ticks, out var round))
            {
                _rounds[ticks] = round = new Round(ticks);
            }

            if (round.All.Count == 0)
            {
                round.Schedule();
                Monitor.Pulse(_gate);
            }

            _ = round.All.Add(kept);
            if (!_isRunning)
            {
                // Unsafe: whatever flows with the first one's caller is not the keeper's.
                new Thread(Run) { IsBackground = true, Name = "Quayside keeper" }.UnsafeStart();
                _isRunning = true;
            }
        }
    }

    /// <summary>Looks at it no more: not after this call returns.</summary>
    public void Remove(IKept kept, TimeSpan period)
    {
        lock (_gate)
        {
            if (_rounds.TryGetValue(Ticks(period), out var round))
            {
                _ = round.All.Remove(kept);
            }
        }
    }

    private static long Ticks(TimeSpan period) => Math.Max(1, (long)(period.TotalSeconds * Stopwatch.Frequency));

    private void Run()
    {
        lock (_gate)
        {
            var end = Stopwatch.GetTimestamp() + _patience;
            while (true)
            {
                var now = Stopwatch.GetTimestamp();
                var next = LookAtAll(now);
                end = next == long.MaxValue ? end : now + _patience;
                if (now >= end)
                {
                    _rounds.Clear();
                    _isRunning = false;
                    return;
                }

                var rest = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), Math.Min(next, end));
                _ = Monitor.Wait(_gate, rest < TimeSpan.Zero ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(rest.TotalMilliseconds)));
            }
        }
    }

    private long LookAtAll(long now)
    {
        var next = long.MaxValue;
        foreach (var round in _rounds.Values)
        {
            if (round.All.Count == 0)
            {
                continue;
            }

            if (now >= round.Due)
            {
                foreach (var kept in round.All)
                {
                    kept.Keep();
                }

                round.Schedule();
            }

            next = Math.Min(next, round.Due);
        }

        return next;
    }

    private sealed class Round(long period)
    {
        public HashSet<IKept> All { get; } = [];

        public long Due { get; private set; }

        // On a grid that all periods share: those that are multiples of each other wake the thread together.
        public void Schedule() => Due = ((Stopwatch.GetTimestamp() / period) + 1) * period;
    }
}
