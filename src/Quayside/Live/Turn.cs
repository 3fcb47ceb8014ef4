// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using Quayside.Waiting;

namespace Quayside.Live;

/// <summary>What threads of one object take that may wait for something long: one at a time, and each waits for it no longer than it wants to.</summary>
/// <remarks>A monitor would make the others wait for as long as the first one does. Nothing else is held by a thread that waits for its turn.</remarks>
[SuppressMessage("Design", "CA1001", Justification = "Its wait handle is never used, so there is nothing to dispose; threads may come at any time.")]
internal sealed class Turn
{
    private readonly SemaphoreSlim _free = new(initialCount: 1, maxCount: 1);

    /// <summary>Takes the turn. Does not ask for cancellation unless it has to wait.</summary>
    /// <param name="patience">The time that the caller has for everything.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <returns>Whether it came in time.</returns>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    public bool TryTake(in Patience patience, CancellationToken cancellationToken) =>
        _free.Wait(TimeSpan.Zero, CancellationToken.None) || _free.Wait(patience.Left, cancellationToken);

    /// <summary>Gives the turn to the next one.</summary>
    public void Give() => _ = _free.Release();
}
