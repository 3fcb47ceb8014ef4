// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Participants;

namespace Quayside.Robust;

internal sealed partial class SignalSeat
{
    private Watch? _watch;

    /// <summary>Gets who waits for this object's asynchronous waits.</summary>
    public WaitPump Pump { get; init; } = WaitPump.Shared;

    private long Offset => offset;

    /// <summary>Waits until the version is another one, without a thread.</summary>
    /// <param name="known">The version that is known.</param>
    /// <param name="timeout">The longest time to wait.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <returns>The version that is there; the known one when time is up.</returns>
    public ValueTask<long> WaitAsync(long known, TimeSpan timeout, CancellationToken cancellationToken)
    {
        membership.ThrowIfLeft();
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<long>(cancellationToken);
        }

        var version = unchecked((long)Version);
        return version != known || timeout == TimeSpan.Zero
            ? new ValueTask<long>(version)
            : LazyInitializer.EnsureInitialized(ref _watch, () => new Watch(this, membership)).WaitAsync(known, timeout, cancellationToken);
    }

    /// <summary>All who wait know the same version: whoever comes with another one need not wait, or ends the others' waits first.</summary>
    private sealed class Watch(SignalSeat seat, Membership membership) : WordWatch<long>(seat.Pump, membership)
    {
        private ulong _known;

        /// <inheritdoc/>
        protected override long TimedOut => unchecked((long)_known);

        public ValueTask<long> WaitAsync(long known, TimeSpan timeout, CancellationToken cancellationToken)
        {
            lock (seat.Pump.Gate)
            {
                Announce(seat.Version);
                return TimedOut == known ? Enqueue(timeout, cancellationToken) : new ValueTask<long>(TimedOut);
            }
        }

        /// <inheritdoc/>
        public override bool TryPrepare(out AwaitedWord word)
        {
            // Before each sleep, and not once: publishers clear the bell.
            Announce(seat.Arm());
            word = Membership.Await(seat.Offset, _known);
            return !IsEmpty;
        }

        /// <inheritdoc/>
        protected override long Advance(long now)
        {
            Announce(seat.Version);
            return long.MaxValue;
        }

        private void Announce(ulong version)
        {
            if (version != _known)
            {
                _known = version;
                CompleteAll(unchecked((long)version));
            }
        }
    }
}
