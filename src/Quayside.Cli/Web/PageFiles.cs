// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Reflection;

namespace Quayside.Cli.Web;

/// <summary>The files of the page, out of the assembly they were built into. Stateless.</summary>
internal static class PageFiles
{
    /// <summary>Sends the file that a path means; not found if there is none.</summary>
    public static void Send(string path, WebResponse response)
    {
        var name = path == "/" ? "index.html" : path[1..];
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("page/" + name);
        if (stream is null)
        {
            response.Send("404 Not Found", "There is no such page here.");
            return;
        }

        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        response.Send("200 OK", MediaType(name), content);
    }

    private static string MediaType(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        var other => throw new NotSupportedException($"A page file ends with {other}: name its media type here."),
    };
}
