// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using Quayside.Platform.Participants;

namespace Quayside.Waiting;

/// <summary>One thread that sleeps on words for all who wait for them. Thread-safe by the pump's gate.</summary>
internal sealed class WaitGroup : IKept
{
    private static readonly long _patience = 5 * Stopwatch.Frequency;

    private readonly WaitDispatcher _pump;
    private readonly AddressWaiter _sleeper;
    private readonly List<IWordWatch> _watches = [];
    private readonly AwaitedWord[] _words;
    private long _wakeTime;
    private long _endTime;

    /// <summary>Makes a group and starts its thread.</summary>
    /// <param name="pump">Whose it is.</param>
    /// <param name="sleeper">How to sleep.</param>
    public WaitGroup(WaitDispatcher pump, AddressWaiter sleeper)
    {
        _pump = pump;
        _sleeper = sleeper;
        _words = new AwaitedWord[sleeper.Capacity];

        // Unsafe: whatever flows with the first wait's caller is not the group's.
        new Thread(Run) { IsBackground = true, Name = "Quayside waits" }.UnsafeStart();
    }

    /// <summary>Gets whether there is room for another word. With the gate held.</summary>
    public bool HasRoom => _watches.Count < _words.Length;

    /// <summary>Looks at a watch from now on. With the gate held.</summary>
    public void Add(IWordWatch watch)
    {
        watch.Group = this;
        _watches.Add(watch);
        _sleeper.Interrupt();
    }

    /// <summary>Looks at all watches by some time. With the gate held.</summary>
    public void Hurry(long deadline)
    {
        if (deadline < _wakeTime)
        {
            _sleeper.Interrupt();
        }
    }

    /// <summary>Looks at all watches now.</summary>
    public void Interrupt() => _sleeper.Interrupt();

    /// <inheritdoc/>
    public void Keep()
    {
        lock (_pump.Gate)
        {
            var isNeeded = false;
            foreach (var watch in _watches)
            {
                isNeeded |= watch.NeedsLook();
            }

            if (isNeeded)
            {
                _sleeper.Interrupt();
            }
        }
    }

    private void Run()
    {
        Keeper.Shared.Add(this, WaitTimes.Period);
        while (TryPlan(out var count, out var slice))
        {
            _sleeper.Sleep(_words.AsSpan(0, count), slice);
            Array.Clear(_words, 0, count);
        }

        Keeper.Shared.Remove(this, WaitTimes.Period);
    }

    private bool TryPlan(out int count, out TimeSpan slice)
    {
        lock (_pump.Gate)
        {
            var now = Stopwatch.GetTimestamp();
            _endTime = _watches.Count > 0 || _endTime == 0 ? now + _patience : _endTime;
            _wakeTime = LookAtAll(now);
            count = Prepare();

            // Parked first: most programs that wait wait again soon.
            var until = _watches.Count > 0 ? _wakeTime : _endTime;
            var rest = until == long.MaxValue ? WaitTimes.Longest : until > now ? Stopwatch.GetElapsedTime(now, until) : TimeSpan.Zero;
            slice = rest < WaitTimes.Longest ? rest : WaitTimes.Longest;
            if (_watches.Count > 0 || now < _endTime)
            {
                return true;
            }

            _pump.Forget(this);
            return false;
        }
    }

    private long LookAtAll(long now)
    {
        var wakeTime = long.MaxValue;
        for (var index = _watches.Count - 1; index >= 0; index--)
        {
            var watch = _watches[index];
            wakeTime = Math.Min(wakeTime, watch.Look(now));
            if (watch.IsEmpty)
            {
                watch.Group = null;
                _watches[index] = _watches[^1];
                _watches.RemoveAt(_watches.Count - 1);
            }
        }

        return wakeTime;
    }

    private int Prepare()
    {
        var count = 0;
        foreach (var watch in _watches)
        {
            if (watch.TryPrepare(out _words[count]))
            {
                count++;
            }
            else
            {
                // Nobody waits for it any more, or not for long. Off the list with it at once: who waits next relies on the thread's sleeping on
                // what is listed.
                _wakeTime = 0;
            }
        }

        return count;
    }
}
