// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Participants;
using Quayside.Platform.Defaults;
using Quayside.Platform.Participants;

namespace Quayside.Waiting;

/// <summary>A thread's sleep on one word, which cancellation, leaving and the keeper end. For one thread; interrupted by any.</summary>
internal sealed class ThreadSleep : ISleeping, IKept
{
    [ThreadStatic]
    private static ThreadSleep? _spare;

    private readonly AddressWaiter _sleeper = PlatformDefaults.NewSleeper(capacity: 1);
    private Membership? _membership;
    private CancellationTokenRegistration _cancellation;
    private IWaitedWord? _word;
    private ulong _seen;

    private ThreadSleep()
    {
    }

    /// <summary>Prepares to sleep. Whatever ends a wait and comes from here on ends the next sleep; what came before is to be looked at.</summary>
    /// <param name="membership">Whose sleep it is.</param>
    /// <param name="cancellationToken">Ends the sleep.</param>
    /// <returns>The sleep, to be ended (<see cref="End"/>).</returns>
    public static ThreadSleep Begin(Membership membership, CancellationToken cancellationToken)
    {
        var sleep = _spare ?? new ThreadSleep();
        _spare = null;
        sleep._membership = membership;
        sleep._cancellation = cancellationToken.UnsafeRegister(static sleep => ((ThreadSleep)sleep!).Interrupt(), sleep);
        membership.AddSleeper(sleep);
        return sleep;
    }

    /// <summary>Ends it.</summary>
    public void End()
    {
        // Neither waits. An interruption that comes too late costs this thread's next sleep one needless look.
        _membership!.RemoveSleeper(this);
        _ = _cancellation.Unregister();
        _membership = null;
        _spare = this;
    }

    /// <summary>Sleeps for as long as a word is as it was seen, at most for some time. May return early.</summary>
    public void Sleep(long offset, ulong seen, TimeSpan slice) => _sleeper.Sleep([_membership!.Await(offset, seen)], slice);

    /// <summary>Sleeps for long, while the keeper looks at the word.</summary>
    public void SleepKept(IWaitedWord word, long offset, ulong seen, TimeSpan rest)
    {
        (_word, _seen) = (word, seen);
        Keeper.Shared.Add(this, WaitTimes.Period);
        Sleep(offset, seen, rest);
        Keeper.Shared.Remove(this, WaitTimes.Period);
    }

    /// <inheritdoc/>
    public void Interrupt() => _sleeper.Interrupt();

    /// <inheritdoc/>
    public void Keep()
    {
        if (_word!.NeedsLook(_seen))
        {
            Interrupt();
        }
    }
}
