// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.CompilerServices;
using Quayside.Segments;

namespace Quayside;

/// <summary>Tells when a segment is made, changed or removed, whoever does it: QSharedMemory has no way to tell.</summary>
/// <remarks>
/// <para>
/// Making and removing shows in the directory of the key file at once. Changes in place show from outside in the lock, which every
/// writer takes: when somebody has used it, the bytes are compared by their hash, under the lock, at most once an
/// <see cref="SharedMemoryWatcherOptions.Interval"/>, and once a second as long as they turn out to be the same; more seldom for
/// segments so large that it would take more than a fiftieth of the time. A writer that does not take the lock is not noticed until
/// somebody does. Writers that use Quayside can say that they have written (<see cref="SharedMemoryWatcherOptions.Signal"/>).
/// </para>
/// <para>
/// A watcher is never attached outside the lock, so it does not keep a segment alive, and never makes a Qt program's create() fail.
/// Whenever the process dies, the watcher leaves nothing behind. Safe to use from several threads. A watch has no thread of its own but
/// .NET's for the directory. All watches of a process share one that looks from outside; bytes are compared on the thread pool.
/// </para>
/// </remarks>
public sealed class SharedMemoryWatcher
{
    private static readonly TimeSpan _seldom = TimeSpan.FromSeconds(1);

    private readonly SharedMemoryWatcherOptions _options;

    /// <summary>Makes a watcher; it looks at nothing yet.</summary>
    /// <param name="key">The key to watch. No segment need be there.</param>
    /// <param name="options">How often to look, and whose segments count besides this user's own.</param>
    /// <exception cref="ArgumentException">The key is empty.</exception>
    public SharedMemoryWatcher(IpcKey key, SharedMemoryWatcherOptions? options = null)
    {
        IpcKey.ThrowIfEmpty(key);
        Key = key;
        _options = options ?? new SharedMemoryWatcherOptions();
    }

    /// <summary>Gets the key.</summary>
    public IpcKey Key { get; }

    /// <summary>Watches until canceled. A segment that is there already is reported first.</summary>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <returns>What happened since the item before; several changes in a short time may come as one.</returns>
    /// <exception cref="OperationCanceledException">The watch was canceled.</exception>
    /// <exception cref="ObjectDisposedException">The signal of the options has been disposed.</exception>
    public async IAsyncEnumerable<SharedMemoryChange> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var session = new SegmentSession(Key, new SharedMemoryOptions { TrustedOwner = _options.TrustedOwner });
        using var bell = new FileChangeSource(session.SignalFile);
        var signal = new SignalChangeSource(_options.Signal);
        var observer = new SegmentObserver(session);
        var clock = new ClockChangeSource(observer.HasNews);

        // Where something else tells, the clock is for what it does not tell.
        TimeSpan Period() => _options.Interval < _seldom && (_options.Signal is not null || (bell.IsHeard && !observer.HasSegment)) ? _seldom : _options.Interval;
        Func<CancellationToken, Task>[] others = [bell.WaitAsync, end => clock.WaitAsync(Period(), end)];
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var isTold = signal.HasRung();
            var seen = await Task.Run(() => observer.Look(_options.Interval, isTold, cancellationToken), cancellationToken).ConfigureAwait(false);
            if (seen is { } change)
            {
                yield return change;
            }

            await signal.WaitAsync(others, cancellationToken).ConfigureAwait(false);
        }
    }
}
