// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
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
            if (!TryWrite(picture, cancellation, out var fresh))
            {
                return Report(new(CannotCreate, "Another program holds the lock of this key. End it, or publish again when it is done."));
            }

            _memory?.Dispose();
            _memory = fresh;
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

    // A consumer that is still attached keeps the earlier segment; whoever attaches from here on finds the new one.
    private bool TryWrite(QtPicture picture, CancellationToken cancellation, [NotNullWhen(true)] out SharedMemory? memory)
    {
        memory = SharedMemory.Replace(key, picture.StreamSize, new SharedMemoryOptions { LockTimeout = _patience }, cancellation);
        var written = false;
        try
        {
            if (memory.TryLock(_patience, out var held, cancellation))
            {
                using (held)
                {
                    picture.WriteTo(held.Span);
                    written = true;
                }
            }

            return written;
        }
        finally
        {
            if (!written)
            {
                memory.Dispose();
            }
        }
    }
}
