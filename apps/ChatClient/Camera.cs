// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.IO.Pipelines;
using Quayside.WebApp;

namespace Quayside.ChatClient;

/// <summary>A camera whose pictures a page sends one by one. It ends when none has come for a while: the page was closed, or sleeps.</summary>
/// <remarks>Safe for use by several threads; one frame at a time is drawn.</remarks>
internal sealed class Camera : ILiveSource
{
    private static readonly TimeSpan _look = LiveFrames.Silence / 8;
    private static int _last;

    private readonly SemaphoreSlim _turn = new(1);
    private readonly TaskCompletionSource<(FramePublisher Publisher, CancellationToken End)> _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _latest = Stopwatch.GetTimestamp();

    /// <summary>Gets the number by which a page names its camera.</summary>
    public int Id { get; } = Interlocked.Increment(ref _last);

    /// <inheritdoc/>
    public string Name => "camera";

    /// <inheritdoc/>
    public async Task RunAsync(FramePublisher publisher, CancellationToken end)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(end);
        _begun.SetResult((publisher, over.Token));
        try
        {
            while (Stopwatch.GetElapsedTime(Volatile.Read(ref _latest)) < LiveFrames.Silence)
            {
                await Task.Delay(_look, end).ConfigureAwait(false);
            }
        }
        finally
        {
            // The one that is being drawn is given up; and as the turn is never given back, none follows it.
            await over.CancelAsync().ConfigureAwait(false);
            await _turn.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>Publishes a picture: its bytes go as they come from the connection into the frame's own memory.</summary>
    /// <param name="shape">Its shape, rows without gaps.</param>
    /// <param name="pixels">As many bytes as the shape has.</param>
    /// <param name="gone">The page has gone.</param>
    /// <returns>Whether as many bytes came as the shape has; if not, nothing was published.</returns>
    /// <exception cref="OperationCanceledException">The page has gone, or the camera has ended.</exception>
    /// <exception cref="QuaysideException">It cannot be published.</exception>
    public async Task<bool> TakeAsync(FrameShape shape, PipeReader pixels, CancellationToken gone)
    {
        var (publisher, end) = await _begun.Task.WaitAsync(LiveFrames.Silence, gone).ConfigureAwait(false);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(gone, end);
        await _turn.WaitAsync(either.Token).ConfigureAwait(false);
        try
        {
            using var draft = publisher.Borrow(shape, cancellationToken: either.Token);
            if (!await FillAsync(draft, pixels, either.Token).ConfigureAwait(false))
            {
                return false;
            }

            _ = draft.Publish();
            Volatile.Write(ref _latest, Stopwatch.GetTimestamp());
            return true;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Not the turn: a request may still ask for it, and is told that the camera has ended.
    }

    private static async Task<bool> FillAsync(FrameDraft draft, PipeReader pixels, CancellationToken cancellation)
    {
        for (var at = 0; ;)
        {
            var part = await pixels.ReadAsync(cancellation).ConfigureAwait(false);
            var left = draft.Shape.Size - at;
            if (part.Buffer.Length > left || (part.IsCompleted && part.Buffer.Length < left))
            {
                pixels.AdvanceTo(part.Buffer.End);
                return false;
            }

            foreach (var bytes in part.Buffer)
            {
                bytes.Span.CopyTo(draft.Pixels[at..]);
                at += bytes.Length;
            }

            pixels.AdvanceTo(part.Buffer.End);
            if (part.IsCompleted)
            {
                return true;
            }
        }
    }
}
