// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Hosting;

namespace Quayside.MusicPlayer;

/// <summary>Reads the cover at start and again whenever the shared memory changes.</summary>
/// <remarks>A provider that uses Quayside tells of a change by the signal; one that uses Qt cannot, and the watcher sees it.</remarks>
internal sealed class CoverFollower(IpcKey key, ChangeSignal? changed, CoverReader reader) : BackgroundService
{
    private static readonly TimeSpan _afterFailure = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        reader.Read(cancellationToken);
        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var options = new SharedMemoryWatcherOptions { Signal = changed };
        while (true)
        {
            try
            {
                await foreach (var _ in new SharedMemoryWatcher(key, options).WatchAsync(stoppingToken).ConfigureAwait(false))
                {
                    reader.Read(stoppingToken);
                }
            }
            catch (QuaysideException)
            {
                // Somebody spoiled the signal: the clock tells, too.
                options = options with { Signal = null };
            }
            catch (SharedMemoryException)
            {
                // Another user's segment, say: the page has the reason, and the next look may go better.
                reader.Read(stoppingToken);
                await Task.Delay(_afterFailure, stoppingToken).ConfigureAwait(false);
            }
        }
    }
}
