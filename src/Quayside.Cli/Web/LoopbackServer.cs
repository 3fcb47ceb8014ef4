// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Net;
using System.Net.Sockets;
using Quayside.Cli.Outcomes;

namespace Quayside.Cli.Web;

/// <summary>Serves a page that only this machine can reach, with a thread for each connection: there are few.</summary>
/// <remarks>
/// Not ASP.NET Core, which whoever installs the tool would have to have. A connection is one request; one that says nothing or takes nothing for
/// ten seconds is closed. Disposing ends all of them.
/// </remarks>
internal sealed class LoopbackServer : IDisposable
{
    private const int MostConnections = 16;

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(100);

    private readonly TcpListener _listener;
    private readonly Action<WebRequest, WebResponse, CancellationToken> _answer;
    private readonly CancellationTokenSource _end = new();
    private readonly SemaphoreSlim _free = new(MostConnections);

    /// <summary>Begins to serve.</summary>
    /// <param name="port">The port; 0 for any that is free.</param>
    /// <param name="answer">Answers a request that the guard has let in, on a thread of its own, until the token ends it.</param>
    /// <exception cref="CommandException">The port cannot be had.</exception>
    public LoopbackServer(int port, Action<WebRequest, WebResponse, CancellationToken> answer)
    {
        _answer = answer;
        _listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            _listener.Start();
        }
        catch (SocketException e)
        {
            throw new CommandException(
                ExitCode.System, $"Port {port} cannot be had: {CommandException.Reason(e)} End the program that uses it, or give --port 0.");
        }

        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        new Thread(Accept) { IsBackground = true, Name = "accept" }.Start();
    }

    /// <summary>Gets the port on which it listens.</summary>
    public int Port { get; }

    /// <summary>Ends all connections, and waits for that, at most ten seconds.</summary>
    public void Dispose()
    {
        _end.Cancel();
        _listener.Stop();
        for (var i = 0; i < MostConnections && _free.Wait(_patience); i++)
        {
            // When all are free again, nobody answers any more.
        }
    }

    private void Accept()
    {
        try
        {
            while (true)
            {
                _free.Wait(_end.Token);
                if (TryAccept() is { } client)
                {
                    new Thread(() => Serve(client)) { IsBackground = true, Name = "connection" }.Start();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }

    private TcpClient? TryAccept()
    {
        try
        {
            return _listener.AcceptTcpClient();
        }
        catch (Exception e) when (e is SocketException or InvalidOperationException)
        {
            // The end, or a connection that was gone before it was accepted, or no descriptor is free just now.
            _free.Release();
            _ = _end.Token.WaitHandle.WaitOne(_pause);
            return null;
        }
    }

    private void Serve(TcpClient client)
    {
        try
        {
            using (client)
            using (_end.Token.Register(client.Close))
            using (var stream = client.GetStream())
            {
                stream.ReadTimeout = stream.WriteTimeout = (int)_patience.TotalMilliseconds;
                Answer(stream);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
        {
            // The page has gone, or the tool ends.
        }
        finally
        {
            _free.Release();
        }
    }

    private void Answer(NetworkStream stream)
    {
        var response = new WebResponse(stream);
        switch (WebRequest.Read(stream))
        {
            case null:
                response.Send("400 Bad Request", "This is no request that is understood here.");
                break;
            case var request when RequestGuard.Refusal(request, Port) is { } refusal:
                response.Send("403 Forbidden", refusal);
                break;
            case { Method: not "GET" }:
                response.Send("405 Method Not Allowed", "There is nothing here but to look at.");
                break;
            case var request:
                _answer(request, response, _end.Token);
                break;
        }
    }
}
