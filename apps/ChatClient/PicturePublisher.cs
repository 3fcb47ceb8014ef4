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
internal sealed class PicturePublisher(IpcKey key, StateFeed<ChatState> feed) : IDisposable
{
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
            var fresh = Write(picture, cancellation);
            _memory?.Dispose();
            _memory = fresh;
            feed.Update(state => state with { Picture = SharedPicture.Of(picture, fresh.Size), Failure = null });
            return null;
        }
        catch (SharedMemoryException e)
        {
            var failure = new Failure("can't create memory segment", e.Message);
            Report(failure);
            return failure;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Shows a failure that came before publishing.</summary>
    public void Report(Failure failure) => feed.Update(state => state with { Failure = failure });

    /// <inheritdoc/>
    public void Dispose()
    {
        _memory?.Dispose();
        _turn.Dispose();
    }

    // A consumer that is still attached keeps the earlier segment; whoever attaches from here on finds the new one.
    private SharedMemory Write(QtPicture picture, CancellationToken cancellation)
    {
        var fresh = SharedMemory.Replace(key, picture.StreamSize, new SharedMemoryOptions { LockTimeout = _patience }, cancellation);
        try
        {
            using var held = fresh.Lock(cancellation);
            picture.WriteTo(held.Span);
            return fresh;
        }
        catch
        {
            fresh.Dispose();
            throw;
        }
    }
}
