// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Hosting;
using Quayside.WebApp;

namespace Quayside.ChatClient;

/// <summary>Shows one source live at a time, and nothing at the end of the chat client.</summary>
/// <remarks>
/// Safe for use by several threads. The frames' segment is there only while something is live. After a crash the next chat client takes its
/// place; what a player has open of it stays readable.
/// </remarks>
internal sealed class LiveStage(IpcKey key, StateFeed<ChatState> feed) : IHostedService, IDisposable
{
    private const string CannotShow = "can't show it live";
    private readonly SemaphoreSlim _turn = new(1);
    private ILiveSource? _source;
    private CancellationTokenSource? _end;
    private Task _run = Task.CompletedTask;
    private int _times;

    /// <summary>Gets what is live now; null when nothing is.</summary>
    public ILiveSource? Source => Volatile.Read(ref _source);

    /// <summary>Puts a source in the place of the one that is live, and disposes it at its end.</summary>
    /// <param name="source">The source, which is the stage's from here on; null for none.</param>
    /// <param name="cancellation">Ends the wait for another caller's turn.</param>
    /// <returns>Null, or why it cannot be shown.</returns>
    public async Task<Failure?> ShowAsync(ILiveSource? source, CancellationToken cancellation)
    {
        try
        {
            await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            source?.Dispose();
            throw;
        }

        try
        {
            await EndAsync().ConfigureAwait(false);
            return source is null ? null : Begin(source);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Ends a source, if it is the one that is live.</summary>
    public Task HideAsync(ILiveSource source, CancellationToken cancellation) =>
        Source == source ? ShowAsync(null, cancellation) : Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => ShowAsync(null, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        _end?.Dispose();
        _turn.Dispose();
    }

    private Failure? Begin(ILiveSource source)
    {
        FramePublisher publisher;
        try
        {
            publisher = FramePublisher.Open(key, LiveFrames.Largest, LiveFrames.Options);
        }
        catch (Exception e) when (e is QuaysideException or NotSupportedException)
        {
            source.Dispose();
            return Report(e.Message);
        }

        _end = new();
        var live = new ChatLive(++_times, source.Name);
        Volatile.Write(ref _source, source);
        feed.Update(state => state with { Live = live, Failure = state.Failure is { Title: CannotShow } ? null : state.Failure });
        _run = Task.Run(() => RunAsync(source, publisher, _end.Token), CancellationToken.None);
        return null;
    }

    private async Task RunAsync(ILiveSource source, FramePublisher publisher, CancellationToken end)
    {
        try
        {
            await source.RunAsync(publisher, end).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Something else is shown, or nothing any more.
        }
        catch (Exception e) when (e is QuaysideException or InvalidOperationException or OutOfMemoryException)
        {
            _ = Report(e.Message);
        }
        finally
        {
            Volatile.Write(ref _source, null);
            publisher.Dispose();
            source.Dispose();
            feed.Update(state => state with { Live = null });
        }
    }

    private async Task EndAsync()
    {
        if (_end is not null)
        {
            await _end.CancelAsync().ConfigureAwait(false);

            // Whatever became of it: the next one has its turn.
            await _run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _end.Dispose();
            _end = null;
        }
    }

    private Failure Report(string reason)
    {
        var failure = new Failure(CannotShow, reason);
        feed.Update(state => state with { Failure = failure });
        return failure;
    }
}
