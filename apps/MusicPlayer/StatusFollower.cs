// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Hosting;
using Quayside.WebApp;

namespace Quayside.MusicPlayer;

/// <summary>Shows the chat client's status line, and each change of it as soon as it is written.</summary>
/// <remarks>
/// The player takes part in the live value from its own start on, and makes it if need be. So it does not matter who starts first, and a
/// chat client that starts again finds the same one; nobody has to look whether there is one.
/// </remarks>
internal sealed class StatusFollower(IpcKey key, StateFeed<PlayerState> feed) : BackgroundService
{
    private static readonly TimeSpan _afterFailure = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.Factory.StartNew(() => Follow(stoppingToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Follow(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                using var buffer = LiveBuffer.Open(key, StatusLine.MaxBytes, new() { OpenTimeout = _afterFailure });
                for (long version = 0; ;)
                {
                    _ = buffer.WaitForChange(ref version, Timeout.InfiniteTimeSpan, stopping);
                    if (buffer.TryRead(out byte[]? line, out _))
                    {
                        Show(StatusLine.TryRead(line, out var text, out _) ? text : string.Empty);
                    }
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (QuaysideException)
            {
                // Another user's, say. The cover says more of such a thing, and the next attempt may go better.
                Show(string.Empty);
                stopping.WaitHandle.WaitOne(_afterFailure);
            }
            catch (NotSupportedException)
            {
                // This system has no live values; the player is a player without.
                return;
            }
        }
    }

    private void Show(string text) => feed.Update(state => state with { Status = text });
}
