// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Imaging;
using Quayside.WebApp;

namespace Quayside.MusicPlayer;

/// <summary>Reads the cover out of shared memory: attach, lock, read, unlock, detach. It never stays attached.</summary>
/// <remarks>Safe for use by several threads.</remarks>
internal sealed class CoverReader(IpcKey key, PictureLimits limits, StateFeed<PlayerState> feed)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    /// <summary>Reads once and shows what was found. Nothing shared takes the cover away; content that cannot be read leaves it.</summary>
    public void Read(CancellationToken cancellation)
    {
        try
        {
            var options = new SharedMemoryOptions { Access = SharedMemoryAccess.ReadOnly, LockTimeout = _patience };
            using var memory = SharedMemory.Attach(key, options, cancellation);
            if (!memory.TryLock(_patience, out var held, cancellation))
            {
                Show(
                    feed.Current.Cover, "can't lock share memory", "Another program holds its lock. Read again when that program is done.");
                return;
            }

            using (held)
            {
                Show(QtPicture.Read(held.ReadOnlySlice(0, (int)Math.Min(memory.Size, int.MaxValue)), limits), memory.Size);
            }
        }
        catch (SharedMemoryException e)
        {
            Show(null, "can't attach share memory", e.Message);
        }
        catch (PictureFormatException e)
        {
            Show(feed.Current.Cover, "can't read the picture", e.Message);
        }
    }

    private void Show(QtPicture? picture, long segmentBytes)
    {
        if (picture is null)
        {
            // A provider creates the segment first and writes the picture then.
            Show(feed.Current.Cover, "no picture yet", "The shared memory is there and empty. The picture is shown when it is written.");
            return;
        }

        var cover = SharedPicture.Of(picture, segmentBytes);
        feed.Update(state => state with { Cover = cover, Failure = null, Readings = state.Readings + 1 });
    }

    private void Show(SharedPicture? cover, string title, string detail) =>
        feed.Update(state => state with { Cover = cover, Failure = new(title, detail), Readings = state.Readings + 1 });
}
