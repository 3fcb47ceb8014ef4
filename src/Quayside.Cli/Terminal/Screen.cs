// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Text;
using Quayside.Platform.Common;

namespace Quayside.Cli.Terminal;

/// <summary>How wide text may be.</summary>
internal static class Screen
{
    /// <summary>Gets the width of the terminal that standard output is, or null when it is none.</summary>
    public static int? Width => Console.IsOutputRedirected ? null : Math.Max(1, Console.WindowWidth);

    /// <summary>Writes words in lines that begin at the same column; in one line where there is no terminal, for grep(1).</summary>
    /// <param name="first">What stands before the first line.</param>
    /// <param name="indent">How many blanks stand before the others.</param>
    /// <param name="text">The words.</param>
    public static void WriteWrapped(string first, int indent, string text)
    {
        var width = Width ?? int.MaxValue;
        var line = new StringBuilder(first.PadRight(indent));
        var isEmpty = true;
        foreach (var word in PrintableText.Of(text).Split(' '))
        {
            if (!isEmpty && line.Length + 1 + word.Length > width)
            {
                StandardOutput.Line(line.ToString());
                line.Clear().Append(' ', indent);
                isEmpty = true;
            }

            line.Append(isEmpty ? string.Empty : " ").Append(word);
            isEmpty = false;
        }

        StandardOutput.Line(line.ToString());
    }
}
