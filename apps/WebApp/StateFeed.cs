// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.CompilerServices;

namespace Quayside.WebApp;

/// <summary>The state that a page shows, and its changes. Safe for use by several threads.</summary>
/// <typeparam name="T">An immutable state.</typeparam>
public sealed class StateFeed<T>(T initial)
    where T : class
{
    private readonly Lock _gate = new();
    private T _current = initial;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Gets the state as it is now.</summary>
    public T Current
    {
        get
        {
            lock (_gate)
            {
                return _current;
            }
        }
    }

    /// <summary>Replaces the state by what <paramref name="change"/> makes of it and wakes all who follow.</summary>
    /// <param name="change">Runs under a lock: it must be quick and call nobody.</param>
    public void Update(Func<T, T> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        lock (_gate)
        {
            _current = change(_current);
            _changed.SetResult();
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Gives the current state at once and then the newest after each change; changes that come close together collapse.</summary>
    public async IAsyncEnumerable<T> FollowAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        while (true)
        {
            T state;
            Task changed;
            lock (_gate)
            {
                state = _current;
                changed = _changed.Task;
            }

            yield return state;
            await changed.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }
}
