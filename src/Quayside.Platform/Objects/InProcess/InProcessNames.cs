// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using Quayside.Platform.Common;
using Quayside.Platform.Keyed;

namespace Quayside.Platform.Objects.InProcess;

/// <summary>What is there under names in this process. Blocks and semaphores have a name space each, as files and semaphores do elsewhere.</summary>
/// <remarks>
/// Thread-safe under <see cref="Gate"/>, which whoever uses the other members holds. Nobody waits for long inside it, but for units, and
/// a wait opens it.
/// </remarks>
internal sealed class InProcessNames
{
    private static readonly TimeSpan _longestWait = TimeSpan.FromDays(1);

    /// <summary>Gets the names of this process.</summary>
    public static InProcessNames Shared { get; } = new();

    /// <summary>Gets what to lock.</summary>
    public object Gate { get; } = new();

    /// <summary>Gets the blocks.</summary>
    public Dictionary<string, InProcessBlock> Blocks { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the semaphores, the locks of blocks among them.</summary>
    public Dictionary<string, InProcessUnits> Units { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets whether nobody uses a semaphore, neither by itself nor as the lock of a block.</summary>
    /// <param name="units">The semaphore.</param>
    /// <param name="settings">Says which block it is the lock of.</param>
    public bool IsIdle(InProcessUnits units, SemaphoreSettings settings) =>
        units is { Openers: 0, Holder: 0, Waiting: 0 } && (settings.Segment is null || !Blocks.ContainsKey(settings.Segment));

    /// <summary>Gets whether a name means a block.</summary>
    public bool Means(string name, InProcessBlock block)
    {
        lock (Gate)
        {
            return Blocks.GetValueOrDefault(name) == block;
        }
    }

    /// <summary>Takes the name of a block away, if it still means that block.</summary>
    public bool TryRemove(string name, InProcessBlock block)
    {
        lock (Gate)
        {
            if (!Means(name, block))
            {
                return false;
            }

            _ = Blocks.Remove(name);
            block.LoseName();
            return true;
        }
    }

    /// <summary>Wakes those who wait: there are more units, or other ones under a name.</summary>
    public void Wake() => Monitor.PulseAll(Gate);

    /// <summary>Waits for a unit and takes it. To be called outside the gate.</summary>
    /// <param name="find">Finds or makes the units to take one of. Asked inside the gate, again after each wait.</param>
    /// <param name="take">Makes a note of the taking inside the gate.</param>
    /// <param name="timeout">The longest time to wait.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <param name="taking">What <paramref name="take"/> has returned.</param>
    public LockOutcome Take(
        Func<InProcessUnits> find, Func<InProcessUnits, long> take, TimeSpan timeout, CancellationToken cancellation, out long taking)
    {
        taking = 0;
        var start = Stopwatch.GetTimestamp();
        using var wake = cancellation.UnsafeRegister(static names => ((InProcessNames)names!).WakeFromOutside(), this);
        lock (Gate)
        {
            while (!cancellation.IsCancellationRequested)
            {
                var units = find();
                if (units.Value > 0)
                {
                    units.Value--;
                    taking = take(units);
                    return LockOutcome.Acquired;
                }

                var left = timeout == Timeout.InfiniteTimeSpan ? _longestWait : timeout - Stopwatch.GetElapsedTime(start);
                if (left <= TimeSpan.Zero)
                {
                    return LockOutcome.TimedOut;
                }

                units.Waiting++;
                _ = Monitor.Wait(Gate, left < _longestWait ? left : _longestWait);
                units.Waiting--;
            }
        }

        return LockOutcome.Canceled;
    }

    private void WakeFromOutside()
    {
        lock (Gate)
        {
            Wake();
        }
    }
}
