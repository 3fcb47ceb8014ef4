// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Waiting;

namespace Quayside.Torture;

/// <summary>Takes a lock, changes what it protects, gives it back; sometimes leaves with it.</summary>
internal sealed class LockDuty(World world, Place place) : Duty<RobustLock>(world, place)
{
    private const int EntriesBetweenDrops = 200;
    private const int EntriesBetweenTasks = 8;

    private readonly Account _account = world.Ledger.AccountOf((int)place);

    /// <summary>Takes the lock once, changes what it protects, and gives it back.</summary>
    /// <param name="world">Where.</param>
    /// <param name="place">Which lock.</param>
    /// <param name="account">What it protects.</param>
    /// <param name="robustLock">The lock.</param>
    /// <param name="random">How.</param>
    public static void Enter(World world, Place place, Account account, RobustLock robustLock, Random random)
    {
        var result = random.Next(EntriesBetweenTasks) == 0
            ? robustLock.TryEnterAsync(World.Patience).AsTask().GetAwaiter().GetResult()
            : robustLock.TryEnter(World.Patience);
        if (result == RobustLockResult.TimedOut)
        {
            throw new ViolationException($"The lock is stuck ({place}).");
        }

        // When all were killed, the next one makes the segment anew and learns nothing of a death inside.
        var isAbandoned = result == RobustLockResult.Abandoned;
        if (isAbandoned && account.HasSomebodyInside())
        {
            world.Add(Count.PutInOrder);
        }

        account.AddOne(world.Line, isAbandoned || place == Place.Transient, random);
        if (isAbandoned)
        {
            robustLock.MarkConsistent();
        }

        world.Add(isAbandoned ? Count.HandedOver : Count.Acquired);
    }

    /// <inheritdoc/>
    protected override RobustLock Open(IpcKey key, QuaysideSegmentOptions options) => RobustLock.Open(key, options);

    /// <inheritdoc/>
    protected override void Use(RobustLock opened)
    {
        Enter(World, Place, _account, opened, World.Random);
        if (World.Random.Next(EntriesBetweenDrops) == 0)
        {
            World.Add(Count.Dropped);
            Leave();
            return;
        }

        opened.Leave();
    }
}
