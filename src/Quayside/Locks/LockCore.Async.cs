// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using Quayside.Participants;
using Quayside.Platform.Common;
using Quayside.Platform.Participants;
using Quayside.Platform.Waiting;
using Quayside.Waiting;

namespace Quayside.Locks;

internal sealed partial class LockCore
{
    private const int NoThread = 0;

    private Watch? _watch;

    /// <summary>Gets who waits for this object's asynchronous waits.</summary>
    public WaitDispatcher Pump { get; init; } = WaitDispatcher.Shared;

    private long Offset => offset;

    /// <summary>Takes the lock, for no thread in particular. Allocates nothing when it need not wait.</summary>
    /// <param name="timeout">The longest time to wait.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <returns>What came of it.</returns>
    public ValueTask<RobustLockResult> TryEnterAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        membership.ThrowIfLeft();
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<RobustLockResult>(cancellationToken);
        }

        var step = Advance(willSleep: false, hasSlept: false, out _);
        if (step == LockStep.Busy && timeout != TimeSpan.Zero)
        {
            if (!Spin())
            {
                return LazyInitializer.EnsureInitialized(ref _watch, () => new Watch(this, membership)).WaitAsync(timeout, cancellationToken);
            }

            step = LockStep.Acquired;
        }

        return new(step == LockStep.Busy ? RobustLockResult.TimedOut : Owned(step, NoThread));
    }

    /// <summary>Takes the lock for the one who has waited longest, as often as it can.</summary>
    private sealed class Watch(LockCore core, Membership membership) : WordWatch<RobustLockResult>(core.Pump, membership)
    {
        private static readonly long _slice = (long)(WaitTimes.Slice.TotalSeconds * Stopwatch.Frequency);

        private PollingWait _slices;
        private ulong _seen;
        private long _due;
        private bool _hasSlept;

        /// <inheritdoc/>
        protected override RobustLockResult TimedOut => RobustLockResult.TimedOut;

        public ValueTask<RobustLockResult> WaitAsync(TimeSpan timeout, CancellationToken cancellationToken)
        {
            lock (core.Pump.Gate)
            {
                // While the pump still has it from a wait that was canceled, it goes on where that was.
                if (Group is null)
                {
                    _slices = new PollingWait(Timeout.InfiniteTimeSpan, _firstSlice);
                    _due = 0;
                    _hasSlept = false;
                }

                _due = Math.Min(_due, Stopwatch.GetTimestamp() + _slice);
                return Enqueue(timeout, cancellationToken);
            }
        }

        /// <inheritdoc/>
        public override bool TryPrepare(out AwaitedWord word)
        {
            _hasSlept = true;
            word = Membership.Await(core.Offset, _seen);
            return true;
        }

        /// <inheritdoc/>
        public override bool NeedsLook()
        {
            var needs = IsEmpty || core.NeedsLook(_seen);
            _due = needs ? 0 : _due;
            return needs;
        }

        /// <inheritdoc/>
        protected override long Advance(long now)
        {
            // Whether the owner lives is a question to the kernel, so it is asked once a slice.
            if (!IsEmpty && now < _due && Membership.Await(core.Offset, _seen).IsUnchanged)
            {
                return _due;
            }

            if (_hasSlept)
            {
                CrashPoint.Reached(CrashStep.LockWoken);
                if (IsEmpty)
                {
                    // All were canceled, and the one wake of whoever left may have met this sleeper, who has no use for it.
                    Membership.Wake(core.Offset, all: false);
                }
            }

            while (!IsEmpty)
            {
                var step = core.Advance(willSleep: true, _hasSlept, out _seen);
                if (step == LockStep.Busy)
                {
                    break;
                }

                CompleteFirst(core.Owned(step, NoThread));
            }

            _ = _slices.TryNext(out var slice);
            _due = IsBrief(now) ? now + (long)(slice.TotalSeconds * Stopwatch.Frequency) : long.MaxValue;
            return _due;
        }
    }
}
