// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Participants;
using Quayside.Platform.Participants;
using Quayside.Waiting;

namespace Quayside.Signals;

internal sealed partial class SignalCore
{
    private Watch? _watch;

    /// <summary>Gets who waits for this object's asynchronous waits.</summary>
    public WaitDispatcher Pump { get; init; } = WaitDispatcher.Shared;

    private long Offset => offset;

    /// <summary>Waits until the version is another one, without a thread.</summary>
    /// <param name="known">The version that is known.</param>
    /// <param name="timeout">The longest time to wait.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <returns>The version that is there; the known one when time is up.</returns>
    public ValueTask<long> WaitAsync(long known, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var version = Version;
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<long>(cancellationToken);
        }

        return version != known || timeout == TimeSpan.Zero
            ? new ValueTask<long>(version)
            : LazyInitializer.EnsureInitialized(ref _watch, () => new Watch(this, membership)).WaitAsync(known, timeout, cancellationToken);
    }

    /// <summary>All who wait know the same version: whoever comes with another one need not wait, or ends the others' waits first.</summary>
    private sealed class Watch(SignalCore core, Membership membership) : WordWatch<long>(core.Pump, membership)
    {
        private long _known;

        /// <inheritdoc/>
        protected override long TimedOut => _known;

        public ValueTask<long> WaitAsync(long known, TimeSpan timeout, CancellationToken cancellationToken)
        {
            lock (core.Pump.Gate)
            {
                Announce(core.Version);
                return _known == known ? Enqueue(timeout, cancellationToken) : new ValueTask<long>(_known);
            }
        }

        /// <inheritdoc/>
        public override bool TryPrepare(out AwaitedWord word)
        {
            // Before each sleep, and not once: publishers clear the bell.
            var version = core.Arm();
            word = Membership.Await(core.Offset, version);
            if (Membership.HasLeft)
            {
                return false;
            }

            Announce(unchecked((long)version));
            return !IsEmpty;
        }

        /// <inheritdoc/>
        public override bool NeedsLook() => IsEmpty || core.NeedsLook(unchecked((ulong)_known));

        /// <inheritdoc/>
        protected override long Advance(long now)
        {
            Announce(core.Version);
            return long.MaxValue;
        }

        private void Announce(long version)
        {
            if (version != _known)
            {
                _known = version;
                CompleteAll(version);
            }
        }
    }
}
