// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Quayside.WebApp;

/// <summary>Serves the files of a page out of the assemblies they were built into.</summary>
internal static class PageFiles
{
    /// <summary>Serves every page file of <paramref name="assembly"/> under its name, and <c>index.html</c> at the root.</summary>
    internal static void MapPage(this IEndpointRouteBuilder routes, Assembly assembly)
    {
        foreach (var name in assembly.GetManifestResourceNames())
        {
            var content = Read(assembly, name);
            var type = MediaType(name);
            routes.MapGet(name == "index.html" ? "/" : "/" + name, () => TypedResults.Bytes(content, type));
        }
    }

    private static byte[] Read(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
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
