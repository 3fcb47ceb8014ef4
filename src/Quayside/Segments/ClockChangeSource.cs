// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Waiting;

namespace Quayside.Segments;

/// <summary>Rings when a look from outside finds something, which costs no thread and no timer. For one task at a time.</summary>
/// <param name="look">Looks, without blocking.</param>
internal sealed class ClockChangeSource(Func<bool> look) : IKept
{
    private TaskCompletionSource _rung = new();

    /// <summary>Waits until it rings.</summary>
    /// <param name="period">How often it looks.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task WaitAsync(TimeSpan period, CancellationToken cancellationToken)
    {
        _rung = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Keeper.Shared.Add(this, period);
        try
        {
            await _rung.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // Nobody looks from here on.
            Keeper.Shared.Remove(this, period);
        }
    }

    /// <inheritdoc/>
    public void Keep()
    {
        try
        {
            if (!_rung.Task.IsCompleted && look())
            {
                _ = _rung.TrySetResult();
            }
        }
#pragma warning disable CA1031 // Whatever it is, the watcher meets it in its own look, and says so.
        catch (Exception)
#pragma warning restore CA1031
        {
            _ = _rung.TrySetResult();
        }
    }
}
