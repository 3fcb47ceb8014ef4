// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using Quayside.Platform.Defaults;
using Quayside.Platform.Participants;

namespace Quayside.Waiting;

/// <summary>All asynchronous waits of the process: groups of words, each with a thread that sleeps. Thread-safe.</summary>
/// <remarks>
/// <para>
/// A thread sleeps on as many words at once as the system lets it (127 on Linux, 63 on Windows), so there are as many threads as it takes;
/// each ends when nobody has waited in it for some seconds. Who has waited for long costs no look of its own: the <see cref="Keeper"/> looks once
/// a second, so that a wake that was lost with a killed process is noticed.
/// </para>
/// <para>Words are counted, not waits: ten thousand waits for one word cost what one does.</para>
/// </remarks>
/// <param name="newSleeper">Makes what a thread sleeps with.</param>
internal sealed class WaitDispatcher(Func<AddressWaiter> newSleeper)
{
    private readonly List<WaitGroup> _groups = [];

    /// <summary>Gets the pump of this process.</summary>
    public static WaitDispatcher Shared { get; } = new(() => PlatformDefaults.NewSleeper());

    /// <summary>Gets what is held by whoever looks at a watch or changes it. Never held during a sleep.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Gets whether a thread runs.</summary>
    public bool IsRunning
    {
        get
        {
            lock (Gate)
            {
                return _groups.Count > 0;
            }
        }
    }

    /// <summary>Makes sure that a watch is looked at, and in time. With the gate held.</summary>
    /// <param name="watch">The watch.</param>
    /// <param name="deadline">When it is to be looked at, by <see cref="Stopwatch"/>.</param>
    public void Enlist(IWordWatch watch, long deadline)
    {
        if (watch.Group is { } group)
        {
            group.Hurry(deadline);
            return;
        }

        group = _groups.Find(static candidate => candidate.HasRoom);
        if (group is null)
        {
            group = new WaitGroup(this, newSleeper());
            _groups.Add(group);
        }

        group.Add(watch);
    }

    /// <summary>Lets a watch be looked at now, if somebody waits.</summary>
    public void LookAgain(IWordWatch watch)
    {
        lock (Gate)
        {
            watch.Group?.Interrupt();
        }
    }

    /// <summary>Forgets a group whose thread ends. With the gate held.</summary>
    public void Forget(WaitGroup group) => _ = _groups.Remove(group);
}
