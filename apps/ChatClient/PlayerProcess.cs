// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.ComponentModel;
using System.Diagnostics;
using Quayside.WebApp;

namespace Quayside.ChatClient;

/// <summary>The music player that the chat client's second button opens: one process, started when it is first needed.</summary>
/// <remarks>
/// Safe for use by several threads. A player started here ends with the chat client. When the chat client is killed it cannot say so,
/// and the player stays up. A player named on the command line is somebody else's: it is used and never ended.
/// </remarks>
internal sealed class PlayerProcess(string key, Uri? running, StateFeed<ChatState> feed) : IAsyncDisposable
{
    private static readonly TimeSpan _startPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _stopPatience = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim _turn = new(1);
    private Process? _process;
    private Uri? _address = running;

    /// <summary>Gets the address of the player that runs, starting one when none does.</summary>
    /// <exception cref="PlayerException">It did not start.</exception>
    public async Task<Uri> StartAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (_address is null || !await IsAliveAsync(_address, cancellation).ConfigureAwait(false))
            {
                _process?.Dispose();
                _process = Start();
                _address = await ReadAddressAsync(_process, cancellation).ConfigureAwait(false);
            }

            var address = _address;
            feed.Update(state => state with { Player = address });
            return address;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await StopAsync(_process).ConfigureAwait(false);
            _process.Dispose();
        }

        _turn.Dispose();
    }

    private async Task<bool> IsAliveAsync(Uri address, CancellationToken cancellation)
    {
        if (_process is not null)
        {
            return !_process.HasExited;
        }

        try
        {
            using var client = new HttpClient { Timeout = _stopPatience };
            using var answer = await client.GetAsync(address, cancellation).ConfigureAwait(false);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private Process Start()
    {
        var program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "MusicPlayer.exe" : "MusicPlayer");
        var process = new Process
        {
            StartInfo = new(program, ["--key", key, "--no-browser", "--stop-by-input"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            },
            EnableRaisingEvents = true,
        };
        process.Exited += (_, _) => feed.Update(state => state with { Player = null });
        try
        {
            process.Start();
            return process;
        }
        catch (Win32Exception e)
        {
            process.Dispose();
            throw new PlayerException($"{program} does not start: {e.Message}. Build the applications again.");
        }
    }

    private static async Task<Uri> ReadAddressAsync(Process process, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(_startPatience);
        try
        {
            return AddressLine.Parse(await process.StandardOutput.ReadLineAsync(patience.Token).ConfigureAwait(false))
                ?? throw new PlayerException("The player ended before it was ready. Start MusicPlayer by hand to see why.");
        }
        catch (Exception e) when (e is PlayerException or OperationCanceledException)
        {
            process.Kill();
            throw e is OperationCanceledException && !cancellation.IsCancellationRequested
                ? new PlayerException($"The player was not ready within {_startPatience.TotalSeconds:F0} seconds. Try again.")
                : e;
        }
    }

    private static async Task StopAsync(Process process)
    {
        try
        {
            await process.StandardInput.WriteLineAsync(StopLine.Text).ConfigureAwait(false);
            process.StandardInput.Close();
            using var patience = new CancellationTokenSource(_stopPatience);
            await process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // It ended before it was asked to.
        }
        catch (OperationCanceledException)
        {
            process.Kill();
        }
    }
}

/// <summary>The music player did not start; the message says why and what to do.</summary>
internal sealed class PlayerException(string message) : Exception(message);
