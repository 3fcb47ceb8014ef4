// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Crash.Tests.Torture;
using Quayside.Waiting;

namespace Quayside.Crash.Tests.Steps;

/// <summary>One that has a lock open.</summary>
internal sealed class LockMember(RobustLock robustLock, TimeSpan patience) : Member(robustLock, patience)
{
    /// <inheritdoc/>
    public override long Version => 0;

    /// <inheritdoc/>
    public override void Publish()
    {
    }

    /// <inheritdoc/>
    public override void Hold() => Assert.Equal(RobustLockResult.Acquired, robustLock.TryEnter(Patience));

    /// <inheritdoc/>
    public override void LetGo() => robustLock.Leave();

    /// <inheritdoc/>
    public override Task<bool> Sleep() => Task.Run(IsFoundAbandoned);

    /// <inheritdoc/>
    public override void CheckGoesOn(Member newcomer, long version, bool isAbandoned, Task<bool>? sleeper)
    {
        Assert.Equal(isAbandoned, sleeper is null ? IsFoundAbandoned() : sleeper.GetAwaiter().GetResult());
        var other = (LockMember)newcomer;
        Assert.Equal(RobustLockResult.TimedOut, other.TryEnterAtOnce());
        robustLock.MarkConsistent();
        LetGo();
        other.Hold();
        other.LetGo();
    }

    private RobustLockResult TryEnterAtOnce() => robustLock.TryEnter(TimeSpan.Zero);

    private bool IsFoundAbandoned()
    {
        var result = robustLock.TryEnter(Patience);
        Assert.True(result != RobustLockResult.TimedOut, "The lock is stuck.");
        return result == RobustLockResult.Abandoned;
    }
}
