// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.CommandLine;
using System.Globalization;
using Quayside.Cli.Outcomes;
using Quayside.Cli.Terminal;

namespace Quayside.Cli.Frames;

/// <summary>Options that say what frames are.</summary>
internal static class FrameParameters
{
    private const double MostRate = 1000;
    private const double LeastRate = 0.1;
    private const int LeastSlots = 3;
    private const int MostSlots = 255;
    private const int DefaultWidth = 1280;
    private const int DefaultHeight = 720;

    /// <summary><c>--size WIDTHxHEIGHT</c>.</summary>
    public static Option<(int Width, int Height)?> Size() => new("--size")
    {
        HelpName = "WIDTHxHEIGHT",
        Description = $"The size in pixels, at least {TestCard.LeastWidth}x{TestCard.LeastHeight}. Without it: {DefaultWidth}x{DefaultHeight}.",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (text.Split('x') is [var width, var height] && ReadNumber(width) is >= TestCard.LeastWidth and var columns
                && ReadNumber(height) is >= TestCard.LeastHeight and var rows)
            {
                return (columns, rows);
            }

            result.AddError($"'{text}' is no size from {TestCard.LeastWidth}x{TestCard.LeastHeight} on, such as 1920x1080.");
            return null;
        },
    };

    /// <summary><c>--rate N</c>.</summary>
    public static Option<double?> Rate(string description) => new("--rate")
    {
        HelpName = "N",
        Description = description,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate) && rate is >= LeastRate and <= MostRate)
            {
                return rate;
            }

            result.AddError(string.Create(CultureInfo.InvariantCulture, $"'{text}' is no number of frames a second from {LeastRate} to {MostRate}, such as 29.97."));
            return null;
        },
    };

    /// <summary><c>--format FORMAT</c>.</summary>
    public static Option<PixelFormat?> Format()
    {
        var names = Enum.GetValues<PixelFormat>().ToDictionary(format => Words.Hyphenated(format.ToString()));
        var list = string.Join(", ", names.Keys);
        return new("--format")
        {
            HelpName = "FORMAT",
            Description = $"How the pixels lie in memory: {list}. Without it: bgra.",
            CustomParser = result =>
            {
                if (names.TryGetValue(result.Tokens[0].Value, out var format))
                {
                    return format;
                }

                result.AddError($"'{result.Tokens[0].Value}' is no pixel format; give one of {list}.");
                return null;
            },
        };
    }

    /// <summary><c>--slots N</c>.</summary>
    public static Option<int?> Slots() => new("--slots")
    {
        HelpName = "N",
        Description = $"Slots for frames, if they are made here: {LeastSlots} to {MostSlots}, two more than readers hold open at once. "
            + $"Without it: {new FrameOptions().Slots}.",
        CustomParser = result =>
        {
            if (ReadNumber(result.Tokens[0].Value) is >= LeastSlots and <= MostSlots and var slots)
            {
                return slots;
            }

            result.AddError($"'{result.Tokens[0].Value}' is no number of slots from {LeastSlots} to {MostSlots}.");
            return null;
        },
    };

    /// <summary>Gets the shape that the options say.</summary>
    /// <exception cref="CommandException">There are no such frames.</exception>
    public static FrameShape Shape((int Width, int Height)? size, PixelFormat? format)
    {
        var (width, height) = size ?? (DefaultWidth, DefaultHeight);
        try
        {
            return new FrameShape(width, height, format ?? PixelFormat.Bgra);
        }
        catch (ArgumentException e)
        {
            throw new CommandException(ExitCode.Usage, $"{CommandException.Reason(e)} Give another --size or --format.");
        }
    }

    private static int? ReadNumber(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
