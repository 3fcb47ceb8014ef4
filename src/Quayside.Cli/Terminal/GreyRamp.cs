// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Text;
using SkiaSharp;

namespace Quayside.Cli.Terminal;

/// <summary>Draws with characters that fill more or less of their cell, without any colour (see no-color.org).</summary>
internal static class GreyRamp
{
    // From dark to light on the dark background that terminals mostly have.
    private const string Ramp = " .:-=+*#%@";

    /// <summary>Gets the lines of text; a character stands for two pixels, one above the other.</summary>
    public static string Write(Canvas canvas)
    {
        var text = new StringBuilder();
        for (var y = 0; y < canvas.Height; y += 2)
        {
            var below = Math.Min(y + 1, canvas.Height - 1);
            for (var x = 0; x < canvas.Width; x++)
            {
                var light = (Luma(canvas[x, y]) + Luma(canvas[x, below])) / 2;
                text.Append(Ramp[light * Ramp.Length / 256]);
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    // ITU-R BT.601 in thousandths.
    private static int Luma(SKColor colour) => ((299 * colour.Red) + (587 * colour.Green) + (114 * colour.Blue)) / 1000;
}
