// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using Quayside.Platform;
using Quayside.Platform.Participants;

namespace Quayside.Robust;

/// <summary>One thread that sleeps for all asynchronous waits of the process. Thread-safe.</summary>
/// <remarks>
/// <para>
/// The thread starts with the first wait, and ends when nobody has waited for some seconds. It sleeps on as many words at once as the system
/// lets it (127 on Linux, 63 on Windows), and at most 50 ms, so that a wake that was lost with a killed process costs no more. With more
/// words it sleeps on one group after the other for 2 ms each, and looks at all words after each sleep.
/// </para>
/// <para>Words are counted, not waits: ten thousand waits for one word cost what one does.</para>
/// </remarks>
/// <param name="sleeper">How to sleep.</param>
internal sealed class WaitPump(WordSleeper sleeper)
{
    private static readonly long _patience = 5 * Stopwatch.Frequency;
    private static readonly long _longest = Stopwatch.Frequency / 20;
    private static readonly long _rotation = Stopwatch.Frequency / 500;

    private readonly List<IWordWatch> _watches = [];
    private readonly AwaitedWord[] _words = new AwaitedWord[sleeper.Capacity];
    private int _turn;
    private long _wakeTime;
    private long _endTime;
    private bool _isRunning;

    /// <summary>Gets the pump of this process.</summary>
    public static WaitPump Shared { get; } = new(PlatformDefaults.NewSleeper());

    /// <summary>Gets what is held by whoever looks at a watch or changes it. Never held during a sleep.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Gets whether the thread runs.</summary>
    public bool IsRunning
    {
        get
        {
            lock (Gate)
            {
                return _isRunning;
            }
        }
    }

    /// <summary>Makes sure that the pump looks at a watch, and in time. With the gate held.</summary>
    /// <param name="watch">The watch.</param>
    /// <param name="deadline">When it is to be looked at, by <see cref="Stopwatch"/>.</param>
    public void Enlist(IWordWatch watch, long deadline)
    {
        if (!_isRunning)
        {
            // Unsafe: whatever flows with the first wait's caller is not the pump's.
            new Thread(Run) { IsBackground = true, Name = "Quayside waits" }.UnsafeStart();
            _isRunning = true;
        }

        if (!watch.IsListed)
        {
            watch.IsListed = true;
            _watches.Add(watch);
            sleeper.Interrupt();
        }
        else if (deadline < _wakeTime)
        {
            sleeper.Interrupt();
        }
    }

    private void Run()
    {
        while (TryPlan(out var count, out var slice))
        {
            sleeper.Sleep(_words.AsSpan(0, count), slice);
            Array.Clear(_words, 0, count);
        }
    }

    private bool TryPlan(out int count, out TimeSpan slice)
    {
        lock (Gate)
        {
            var now = Stopwatch.GetTimestamp();
            _endTime = _watches.Count > 0 ? now + _patience : _endTime;
            _wakeTime = LookAtAll(now);
            count = PrepareGroup();

            // Parked first: most programs that wait wait again soon.
            var until = _watches.Count > 0 ? _wakeTime : _endTime;
            slice = until > now ? Stopwatch.GetElapsedTime(now, until) : TimeSpan.Zero;
            _isRunning = _watches.Count > 0 || now < _endTime;
            return _isRunning;
        }
    }

    private long LookAtAll(long now)
    {
        var wakeTime = now + _longest;
        for (var index = _watches.Count - 1; index >= 0; index--)
        {
            var watch = _watches[index];
            wakeTime = Math.Min(wakeTime, watch.Look(now));
            if (watch.IsEmpty)
            {
                watch.IsListed = false;
                _watches[index] = _watches[^1];
                _watches.RemoveAt(_watches.Count - 1);
            }
        }

        return _watches.Count > _words.Length ? Math.Min(wakeTime, now + _rotation) : wakeTime;
    }

    private int PrepareGroup()
    {
        var count = 0;
        for (var left = Math.Min(_watches.Count, _words.Length); left > 0; left--)
        {
            _turn = (_turn + 1) % _watches.Count;
            if (_watches[_turn].TryPrepare(out _words[count]))
            {
                count++;
            }
            else
            {
                // Nobody waits for it any more, or not for long. Off the list with it at once: who waits next relies on the pump's sleeping on
                // what is listed.
                _wakeTime = 0;
            }
        }

        return count;
    }
}
