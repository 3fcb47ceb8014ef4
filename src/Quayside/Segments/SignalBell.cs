// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Segments;

/// <summary>Rings when a change signal is published. For one task at a time; the signal is somebody else's.</summary>
/// <param name="signal">The signal; null never rings.</param>
internal sealed class SignalBell(ChangeSignal? signal)
{
    private long _heard;

    /// <summary>Gets whether it has rung since this was asked before.</summary>
    /// <remarks>Asked before a look, so that whatever is published during the look rings again.</remarks>
    public bool HasRung()
    {
        var version = signal?.Version ?? 0;
        var hasRung = version != _heard;
        _heard = version;
        return hasRung;
    }

    /// <summary>Waits until it rings, another bell does, or the time is over.</summary>
    /// <param name="other">Waits for the other bell.</param>
    /// <param name="time">The longest time to wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    /// <exception cref="ObjectDisposedException">The signal has been disposed.</exception>
    public async Task WaitAsync(Func<TimeSpan, CancellationToken, Task> other, TimeSpan time, CancellationToken cancellationToken)
    {
        if (signal is null)
        {
            await other(time, cancellationToken).ConfigureAwait(false);
            return;
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var waits = new[] { other(time, end.Token), signal.WaitForChangeAsync(_heard, time, end.Token).AsTask() };
        var first = await Task.WhenAny(waits).ConfigureAwait(false);
        await end.CancelAsync().ConfigureAwait(false);

        // The later one ends by being canceled, or has come as well.
        await Task.WhenAll(waits).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await first.ConfigureAwait(false);
    }
}
