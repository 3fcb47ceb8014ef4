// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Cli.Outcomes;
using SkiaSharp;

namespace Quayside.Cli.Terminal;

/// <summary>A picture made ready for a terminal: scaled to its columns, opaque, two rows of pixels for each line of text.</summary>
/// <remarks>Immutable. A terminal's cell is about twice as high as wide, so half of one is a square pixel.</remarks>
internal sealed class Canvas
{
    private const int MostRows = 20_000;
    private const int SquareSize = 4;
    private static readonly SKColor _lightSquare = new(0x66, 0x66, 0x66);
    private static readonly SKColor _darkSquare = new(0x33, 0x33, 0x33);

    private readonly SKColor[] _pixels;

    private Canvas(SKColor[] pixels, int width)
    {
        _pixels = pixels;
        Width = width;
        Height = pixels.Length / width;
    }

    /// <summary>Gets the columns.</summary>
    public int Width { get; }

    /// <summary>Gets the rows of pixels.</summary>
    public int Height { get; }

    /// <summary>Gets the opaque colour of a pixel.</summary>
    public SKColor this[int x, int y] => _pixels[(y * Width) + x];

    /// <summary>Scales a picture to <paramref name="width"/> columns and lays it over a checkerboard.</summary>
    /// <exception cref="CommandException">It would be absurdly tall.</exception>
    public static Canvas Draw(SKBitmap picture, int width)
    {
        var height = Math.Max(1, (long)picture.Height * width / picture.Width);
        if (height > MostRows)
        {
            throw new CommandException(
                ExitCode.Usage,
                $"The picture is {picture.Width} x {picture.Height}; at {width} columns it would be too tall to show. "
                    + "Use a smaller --width.");
        }

        return new Canvas(Flatten(Scale(picture, width, (int)height), width), width);
    }

    private static SKColor[] Scale(SKBitmap picture, int width, int height)
    {
        if (picture.Width == width && picture.Height == height)
        {
            return picture.Pixels;
        }

        using var scaled = picture.Resize(new SKSizeI(width, height), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        return scaled.Pixels;
    }

    private static SKColor[] Flatten(SKColor[] pixels, int width)
    {
        for (var i = 0; i < pixels.Length; i++)
        {
            var isLight = ((i % width / SquareSize) + (i / width / SquareSize)) % 2 == 0;
            pixels[i] = Over(pixels[i], isLight ? _lightSquare : _darkSquare);
        }

        return pixels;
    }

    private static SKColor Over(SKColor top, SKColor bottom) => new(
        Mix(top.Red, bottom.Red, top.Alpha), Mix(top.Green, bottom.Green, top.Alpha), Mix(top.Blue, bottom.Blue, top.Alpha));

    private static byte Mix(byte top, byte bottom, byte alpha) => (byte)(((top * alpha) + (bottom * (255 - alpha)) + 127) / 255);
}
