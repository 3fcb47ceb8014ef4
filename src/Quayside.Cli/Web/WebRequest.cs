// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Text;

namespace Quayside.Cli.Web;

/// <summary>A request without a body, as far as a page on this machine makes them. Immutable.</summary>
/// <remarks>Source: RFC 9112, 2 to 5. What is not a plain request line and headers in ASCII, of at most 16 KiB, is no request.</remarks>
/// <param name="Method">The method, in capitals.</param>
/// <param name="Path">The path, without a query.</param>
/// <param name="Headers">Names in any case of letters; of several of one name, all values.</param>
internal sealed record WebRequest(string Method, string Path, ILookup<string, string> Headers)
{
    private const int MostBytes = 16 * 1024;

    /// <summary>Reads a request; null when there is none, or nothing that is one.</summary>
    /// <exception cref="IOException">Nothing comes in time.</exception>
    public static WebRequest? Read(Stream stream)
    {
        var bytes = new byte[MostBytes];
        for (var length = 0; length < bytes.Length;)
        {
            var read = stream.Read(bytes, length, bytes.Length - length);
            if (read == 0)
            {
                return null;
            }

            length += read;
            var end = bytes.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
            if (end >= 0)
            {
                return Parse(Encoding.ASCII.GetString(bytes, 0, end).Split("\r\n"));
            }
        }

        return null;
    }

    private static WebRequest? Parse(string[] lines)
    {
        if (lines[0].Split(' ') is not [var method, ['/', ..] target, "HTTP/1.1" or "HTTP/1.0"])
        {
            return null;
        }

        var headers = lines.Skip(1).Select(line => line.Split(':', 2)).ToList();
        return headers.TrueForAll(header => header.Length == 2 && header[0].Length > 0 && !header[0].Any(char.IsWhiteSpace))
            ? new WebRequest(method, target.Split('?')[0], headers.ToLookup(header => header[0], header => header[1].Trim(), StringComparer.OrdinalIgnoreCase))
            : null;
    }
}
