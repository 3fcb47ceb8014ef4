// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.CompilerServices;
using Quayside.Internal;
using Quayside.Participants;
using Quayside.Signals;

namespace Quayside;

/// <summary>Tells other processes that something has changed, by a version that goes up; whoever missed some sees that it did.</summary>
/// <remarks>
/// <para>
/// Any number of publishers and waiters. A publication calls the kernel only when somebody sleeps. Whoever is killed at whatever instruction,
/// nobody sleeps on for more than 50 ms.
/// </para>
/// <para>All members are safe to use from several threads.</para>
/// </remarks>
public sealed class ChangeSignal : IDisposable
{
    private static readonly SegmentPlan _plan = new(SegmentKind.Signal, "ChangeSignal", SignalLayout.Size);

    private readonly Membership _membership;
    private readonly SignalCore _core;

    private ChangeSignal(Membership membership)
    {
        _membership = membership;
        _core = new SignalCore(membership, membership.Body);
    }

    /// <summary>Gets the key.</summary>
    public IpcKey Key => _membership.Key;

    /// <summary>Gets the version: 0 before the first change.</summary>
    /// <exception cref="ObjectDisposedException">The object has been disposed.</exception>
    public long Version => _core.Version;

    /// <summary>Opens a signal, and makes it if nobody has it open.</summary>
    /// <param name="key">Its key. A plain text means <see cref="IpcKey.PlatformSafe(string)"/> of that text.</param>
    /// <param name="options">Settings.</param>
    /// <exception cref="QuaysideException">It cannot be opened or made.</exception>
    /// <exception cref="NotSupportedException">The key's mechanism cannot tell who lives.</exception>
    public static ChangeSignal Open(IpcKey key, QuaysideSegmentOptions? options = null) =>
        new(Membership.Join(key, _plan, OpenDemand.OpenOrCreate, options));

    /// <summary>Opens a signal that is there, to wait only.</summary>
    /// <inheritdoc cref="Open(IpcKey, QuaysideSegmentOptions?)"/>
    public static ChangeSignal OpenReadOnly(IpcKey key, QuaysideSegmentOptions? options = null) =>
        new(Membership.Join(key, _plan, OpenDemand.OpenReadOnly, options));

    /// <summary>Raises the version by one, and wakes all who wait.</summary>
    /// <returns>The new version.</returns>
    /// <exception cref="InvalidOperationException">It is open read-only.</exception>
    /// <exception cref="ObjectDisposedException">The object has been disposed.</exception>
    public long Publish()
    {
        _membership.ThrowIfLeft();
        if (_membership.Me == 0)
        {
            throw new InvalidOperationException($"The change signal '{Key.Display}' is open read-only. Open it with Open to publish.");
        }

        _core.Answer(SignalProtocol.Increment(_membership.Words, _membership.Body, SegmentLayout.BellOffset, out var version));

        // Who left meanwhile may have raised a word of zeros, which nobody sees.
        _membership.ThrowIfLeft();
        return unchecked((long)version);
    }

    /// <inheritdoc cref="LiveValue{T}.WaitForChange"/>
    public bool WaitForChange(ref long version, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        Check.Timeout(timeout);
        return _core.Wait(ref version, timeout, cancellationToken);
    }

    /// <inheritdoc cref="LiveValue{T}.WaitForChangeAsync"/>
    public ValueTask<long> WaitForChangeAsync(long version, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        Check.Timeout(timeout);
        return _core.WaitAsync(version, timeout, cancellationToken);
    }

    /// <summary>Reads each version that comes, first the present one if there is one, without blocking a thread in between.</summary>
    /// <remarks>Versions in between may be missed: each time it is the latest.</remarks>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was canceled.</exception>
    /// <exception cref="ObjectDisposedException">The object has been disposed, before or meanwhile.</exception>
    public async IAsyncEnumerable<long> ReadChangesAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var version = 0L;
        while (true)
        {
            version = await _core.WaitAsync(version, Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);
            yield return version;
        }
    }

    /// <summary>Leaves the segment. The last one to leave removes it, unless it is persistent.</summary>
    public void Dispose() => _membership.Dispose();
}
