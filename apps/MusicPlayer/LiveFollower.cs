// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Quayside.WebApp;

namespace Quayside.MusicPlayer;

/// <summary>Knows whether the cover is live: for as long as the newest frame in shared memory is young. It encodes nothing.</summary>
/// <remarks>
/// Between two times that something is live the player is not in the segment, so nothing is kept for it and whoever shows next makes a new one.
/// It holds a frame only to look at its size, and keeps no publisher waiting, whatever becomes of it.
/// </remarks>
internal sealed class LiveFollower(IpcKey key, StateFeed<PlayerState> feed) : BackgroundService
{
    private static readonly TimeSpan _afterFailure = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _betweenLooks = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan _measure = TimeSpan.FromSeconds(1);
    private long _times;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var bell = new SegmentBell(key);
        while (true)
        {
            Task pause;
            try
            {
                using var reader = FrameReader.Open(key, LiveFrames.ReaderOptions);
                await FollowAsync(reader, stoppingToken).ConfigureAwait(false);
                pause = Task.Delay(_betweenLooks, stoppingToken);
            }
            catch (QuaysideException e) when (e.Error == QuaysideError.NotFound)
            {
                // Nobody shows anything. Whatever has come since the bell was made, during the attempt too, has rung.
                pause = bell.WaitAsync(stoppingToken);
            }
            catch (QuaysideException)
            {
                // Another user's, say, or damaged: the next attempt may go better.
                pause = Task.Delay(_afterFailure, stoppingToken);
            }
            catch (NotSupportedException)
            {
                // This system has no frames; the player is a player without.
                return;
            }

            Show(null);
            await pause.ConfigureAwait(false);
        }
    }

    private async Task FollowAsync(FrameReader reader, CancellationToken stopping)
    {
        LiveCover? shown = null;
        var (since, first) = (Stopwatch.GetTimestamp(), 0L);
        while (await reader.WaitAsync(LiveFrames.Silence, stopping).ConfigureAwait(false))
        {
            if (Look(reader) is not { } seen)
            {
                continue;
            }

            var isOther = shown is null || (shown.Width, shown.Height) != (seen.Shape.Width, seen.Shape.Height);
            var time = Stopwatch.GetElapsedTime(since);
            if (isOther || time >= _measure)
            {
                shown = new(
                    shown?.Id ?? ++_times, seen.Shape.Width, seen.Shape.Height, isOther ? null : (seen.Sequence - first) / time.TotalSeconds, reader.Dropped);
                Show(shown);
                (since, first) = (Stopwatch.GetTimestamp(), seen.Sequence);
            }
        }
    }

    private static (FrameShape Shape, long Sequence)? Look(FrameReader reader)
    {
        if (!reader.TryTake(out var frame))
        {
            return null;
        }

        using (frame)
        {
            return frame.Age < LiveFrames.Silence ? (frame.Shape, frame.Sequence) : null;
        }
    }

    private void Show(LiveCover? live)
    {
        if (live != feed.Current.Live)
        {
            feed.Update(state => state with { Live = live });
        }
    }
}
