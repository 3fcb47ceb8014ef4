// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Text;
using SkiaSharp;

namespace Quayside.Cli.Terminal;

/// <summary>Draws with upper half blocks: a block's colour is the upper pixel, its background the lower one (ISO 8613-6).</summary>
internal static class HalfBlocks
{
    private const char UpperHalf = '▀';
    private const string Reset = "\e[0m";

    /// <summary>Gets the lines of text; each resets the terminal's colours at its end.</summary>
    public static string Write(Canvas canvas)
    {
        var text = new StringBuilder();
        for (var y = 0; y < canvas.Height; y += 2)
        {
            SKColor? upper = null;
            SKColor? lower = null;
            for (var x = 0; x < canvas.Width; x++)
            {
                Change(text, 38, ref upper, canvas[x, y]);
                if (y + 1 < canvas.Height)
                {
                    Change(text, 48, ref lower, canvas[x, y + 1]);
                }

                text.Append(UpperHalf);
            }

            text.Append(Reset).Append('\n');
        }

        return text.ToString();
    }

    private static void Change(StringBuilder text, int what, ref SKColor? current, SKColor colour)
    {
        if (current != colour)
        {
            text.Append(CultureInfo.InvariantCulture, $"\e[{what};2;{colour.Red};{colour.Green};{colour.Blue}m");
            current = colour;
        }
    }
}
