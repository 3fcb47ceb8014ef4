// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Quayside.Cli.Web;

/// <summary>Answers a request, and closes with the connection. For one thread.</summary>
/// <remarks>On every answer: only our own files run, nobody frames or embeds us, nothing is guessed and nothing is kept.</remarks>
/// <param name="stream">The connection.</param>
internal sealed class WebResponse(NetworkStream stream)
{
    private const string SecurityHeaders =
        "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'\r\n"
        + "X-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\nReferrer-Policy: no-referrer\r\n"
        + "Cross-Origin-Resource-Policy: same-origin\r\nCross-Origin-Opener-Policy: same-origin\r\n";

    /// <summary>Gets whether the one who asked has gone: nothing else can come from there any more.</summary>
    public bool IsGone => stream.Socket.Poll(0, SelectMode.SelectRead);

    /// <summary>Sends a whole answer.</summary>
    /// <param name="status">The code and its name, such as <c>200 OK</c>.</param>
    /// <param name="contentType">The media type.</param>
    /// <param name="content">The body.</param>
    public void Send(string status, string contentType, ReadOnlySpan<byte> content)
    {
        SendHead(status, contentType, string.Create(CultureInfo.InvariantCulture, $"Content-Length: {content.Length}\r\n"));
        stream.Write(content);
    }

    /// <summary>Sends a reason in words.</summary>
    public void Send(string status, string reason) => Send(status, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(reason + "\n"));

    /// <summary>Begins an answer that goes on until the connection ends.</summary>
    /// <returns>Where its body goes.</returns>
    public Stream Begin(string contentType)
    {
        SendHead("200 OK", contentType, string.Empty);
        return stream;
    }

    private void SendHead(string status, string contentType, string length) => stream.Write(Encoding.ASCII.GetBytes(
        $"HTTP/1.1 {status}\r\nContent-Type: {contentType}\r\n{length}{SecurityHeaders}Connection: close\r\n\r\n"));
}
