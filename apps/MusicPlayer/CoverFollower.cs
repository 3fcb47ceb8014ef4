// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Hosting;

namespace Quayside.MusicPlayer;

/// <summary>Reads the cover at start and again whenever the shared memory changes.</summary>
internal sealed class CoverFollower(IpcKey key, CoverReader reader) : BackgroundService
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
        while (true)
        {
            try
            {
                await foreach (var _ in new SharedMemoryWatcher(key).WatchAsync(stoppingToken).ConfigureAwait(false))
                {
                    reader.Read(stoppingToken);
                }
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
