// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Imaging;
using Quayside.WebApp;

namespace Quayside.ChatClient;

/// <summary>Keeps one picture in shared memory and puts another in its place.</summary>
/// <remarks>
/// Safe for use by several threads. The picture is found by others until <see cref="Dispose"/>; after a crash the segment stays,
/// and the next publisher takes its place.
/// </remarks>
internal sealed class PicturePublisher(IpcKey key, ChangeSignal? changed, StateFeed<ChatState> feed) : IDisposable
{
    private const string CannotCreate = "can't create memory segment";
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim _turn = new(1);
    private SharedMemory? _memory;

    /// <summary>Publishes <paramref name="picture"/>; on failure the earlier one stays and the state says why.</summary>
    /// <returns>Null, or why it failed.</returns>
    public async Task<Failure?> PublishAsync(QtPicture picture, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            // Creates, locks, copies and unlocks in one. A consumer that is still attached keeps the earlier segment; whoever attaches
            // from here on finds the new one.
            var fresh = SharedMemory.Publish(
                key, picture.StreamSize, segment => picture.WriteTo(segment), new SharedMemoryOptions { LockTimeout = _patience }, cancellation);
            _memory?.Dispose();
            _memory = fresh;
            _ = changed?.Publish();
            var shared = SharedPicture.Of(picture, fresh.Size);
            feed.Update(state => state with { Picture = shared, Failure = null });
            return null;
        }
        catch (SharedMemoryException e)
        {
            return Report(new(CannotCreate, e.Message));
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Shows why a picture was not published.</summary>
    public Failure Report(Failure failure)
    {
        feed.Update(state => state with { Failure = failure });
        return failure;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _memory?.Dispose();
        _turn.Dispose();
    }
}
