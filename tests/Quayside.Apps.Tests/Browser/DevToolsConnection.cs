// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using Quayside.Testing;
using Quayside.Waiting;

namespace Quayside.Apps.Tests.Browser;

/// <summary>A connection to one page by the Chrome DevTools protocol: JSON messages over a web socket.</summary>
internal sealed class DevToolsConnection : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> _pending = [];
    private readonly CancellationTokenSource _end = new();
    private readonly SemaphoreSlim _turn = new(1);
    private Task _reading = Task.CompletedTask;
    private int _id;

    /// <summary>Raised on a thread of the pool for every event: its name and its parameters.</summary>
    public event Action<string, JsonElement>? Happened;

    public static async Task<DevToolsConnection> OpenAsync(Uri address)
    {
        var connection = new DevToolsConnection();
        await connection._socket.ConnectAsync(address, TestContext.Current.CancellationToken);
        connection._reading = connection.ReadAsync();
        return connection;
    }

    /// <summary>Sends a command and gives its result.</summary>
    public async Task<JsonElement> SendAsync(string method, object? parameters = null)
    {
        var id = Interlocked.Increment(ref _id);
        var answer = _pending.GetOrAdd(id, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        var message = JsonSerializer.SerializeToUtf8Bytes(new { id, method, @params = parameters ?? new { } });
        await _turn.WaitAsync(_end.Token);
        try
        {
            await _socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, _end.Token);
        }
        finally
        {
            _turn.Release();
        }

        return await answer.Task.WaitAsync(Watchdog.Patience, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _reading;
        _socket.Dispose();
        _turn.Dispose();
        _end.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[1 << 16];
        var message = new MemoryStream();
        try
        {
            while (true)
            {
                message.SetLength(0);
                WebSocketReceiveResult part;
                do
                {
                    part = await _socket.ReceiveAsync(buffer, _end.Token);
                    message.Write(buffer, 0, part.Count);
                }
                while (!part.EndOfMessage);

                if (part.MessageType == WebSocketMessageType.Close)
                {
                    return;
                }

                using var json = JsonDocument.Parse(message.GetBuffer().AsMemory(0, (int)message.Length));
                Take(json.RootElement.Clone());
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            foreach (var waiting in _pending.Values)
            {
                waiting.TrySetException(new InvalidOperationException("The browser's page is gone.", e));
            }
        }
    }

    private void Take(JsonElement message)
    {
        if (!message.TryGetProperty("id", out var id))
        {
            Happened?.Invoke(message.GetProperty("method").GetString()!, message.GetProperty("params"));
        }
        else if (_pending.TryRemove(id.GetInt32(), out var waiting))
        {
            if (message.TryGetProperty("error", out var error))
            {
                waiting.SetException(new InvalidOperationException(error.GetRawText()));
            }
            else
            {
                waiting.SetResult(message.GetProperty("result"));
            }
        }
    }
}
