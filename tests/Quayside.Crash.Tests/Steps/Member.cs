// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;
using Quayside.Waiting;

namespace Quayside.Crash.Tests.Steps;

/// <summary>One that has the segment open and is not killed.</summary>
/// <param name="opened">The object.</param>
/// <param name="patience">The longest wait that is not stuck.</param>
internal abstract class Member(IDisposable opened, TimeSpan patience) : IDisposable
{
    /// <summary>Gets the longest wait that is not stuck.</summary>
    protected TimeSpan Patience => patience;

    /// <summary>Opens a segment.</summary>
    public static Member Open(string kind, IpcKey key, QuaysideSegmentOptions options, TimeSpan patience) => kind switch
    {
        "lock" => new LockMember(RobustLock.Open(key, options), patience),
        "signal" => new SignalMember(ChangeSignal.Open(key, options), patience),
        "value" => new ValueMember(LiveValue<Block>.Open(key, options), patience),
        "frames" => new FrameMember(key, options, FrameMember.Open(key, options), patience),
        "looks" => new LookMember(key, options, FrameMember.Open(key, options), patience),
        _ => new BufferMember(LiveBuffer.Open(key, Block.Length, options), patience),
    };

    /// <summary>Gets the version, 0 for a lock.</summary>
    public abstract long Version { get; }

    /// <summary>Makes the next version, and lets others make the one after it.</summary>
    public abstract void Publish();

    /// <summary>Takes the lock.</summary>
    public virtual void Hold() => throw new NotSupportedException();

    /// <summary>Gives the lock back.</summary>
    public virtual void LetGo() => throw new NotSupportedException();

    /// <summary>Sleeps until the lock or a change is there.</summary>
    /// <returns>Whether it was abandoned; always false for changes.</returns>
    public abstract Task<bool> Sleep();

    /// <summary>Checks that everything goes on.</summary>
    /// <param name="newcomer">One who opened the segment after the kill.</param>
    /// <param name="version">The version that must be there.</param>
    /// <param name="isAbandoned">Whether the lock must be abandoned.</param>
    /// <param name="sleeper">The sleep that this member began before the kill.</param>
    public abstract void CheckGoesOn(Member newcomer, long version, bool isAbandoned, Task<bool>? sleeper);

    /// <inheritdoc/>
    public void Dispose() => opened.Dispose();
}
