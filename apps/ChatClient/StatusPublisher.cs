// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Text;
using Microsoft.Extensions.Hosting;
using Quayside.WebApp;

namespace Quayside.ChatClient;

/// <summary>Shares the status line as a live value, from the start of the chat client to its end.</summary>
/// <remarks>
/// Safe for use by several threads. At the start the line is cleared, which a killed chat client may have left with a player, and at the
/// end as well: a status without a chat client is none.
/// </remarks>
internal sealed class StatusPublisher(IpcKey key, StateFeed<ChatState> feed) : IHostedService, IDisposable
{
    private const string CannotShare = "can't share the status";

    // One that is just ending gives the writer's role back.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private LiveBuffer? _buffer;
    private bool _isDisposed;

    /// <summary>Shares a line, or none if it is empty; on failure the earlier one stays and the state says why.</summary>
    /// <returns>Null, or why it failed.</returns>
    public Failure? Share(string text)
    {
        try
        {
            lock (_gate)
            {
                ObjectDisposedException.ThrowIf(_isDisposed, this);
                _buffer ??= LiveBuffer.Open(key, StatusLine.MaxBytes, new() { OpenTimeout = _patience, WriterTimeout = _patience });
                _ = _buffer.Write(Encoding.UTF8.GetBytes(text));
            }

            feed.Update(state => state with { Status = text, Failure = state.Failure is { Title: CannotShare } ? null : state.Failure });
            return null;
        }
        catch (Exception e) when (e is QuaysideException or NotSupportedException)
        {
            return Report(e.Message);
        }
    }

    /// <summary>Shows why a line was not shared.</summary>
    public Failure Report(string reason)
    {
        var failure = new Failure(CannotShare, reason);
        feed.Update(state => state with { Failure = failure });
        return failure;
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = Share(string.Empty);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            if (!_isDisposed && feed.Current.Status.Length > 0)
            {
                _ = _buffer?.Write([]);
            }

            _isDisposed = true;
            _buffer?.Dispose();
        }
    }
}
