// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;

namespace Quayside.Cli.Terminal;

/// <summary>Standard error: what is for people. That it cannot be written is no error, for nobody could be told.</summary>
internal static class StandardError
{
    /// <summary>Gets whether nobody looks at it: it is no terminal.</summary>
    public static bool IsRedirected => Console.IsErrorRedirected;

    /// <summary>Writes a line, in which texts of others may stand.</summary>
    public static void Line(string text) => Write(PrintableText.Of(text) + Environment.NewLine);

    /// <summary>Writes a line over the one that is there, in which texts of others may stand.</summary>
    public static void Status(string text) => Write("\r\e[K" + PrintableText.Of(text));

    private static void Write(string text)
    {
        try
        {
            Console.Error.Write(text);
        }
        catch (IOException)
        {
            // Closed, or full.
        }
    }
}
