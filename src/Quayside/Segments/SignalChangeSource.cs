// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Segments;

/// <summary>Rings when a change signal is published. For one task at a time; the signal is somebody else's.</summary>
/// <param name="signal">The signal; null never rings.</param>
internal sealed class SignalChangeSource(ChangeSignal? signal)
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

    /// <summary>Waits until it rings, or another bell does.</summary>
    /// <param name="others">Each waits for another bell.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    /// <exception cref="ObjectDisposedException">The signal has been disposed.</exception>
    public async Task WaitAsync(ReadOnlyMemory<Func<CancellationToken, Task>> others, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var waits = new List<Task>(others.Length + 1);
        foreach (var other in others.Span)
        {
            waits.Add(other(end.Token));
        }

        if (signal is not null)
        {
            waits.Add(signal.WaitForChangeAsync(_heard, Timeout.InfiniteTimeSpan, end.Token).AsTask());
        }

        var first = await Task.WhenAny(waits).ConfigureAwait(false);
        await end.CancelAsync().ConfigureAwait(false);

        // The later ones end by being canceled, or have come as well.
        await Task.WhenAll(waits).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await first.ConfigureAwait(false);
    }
}
