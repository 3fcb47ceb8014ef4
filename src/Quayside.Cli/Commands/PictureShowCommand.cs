// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.CommandLine;
using System.Text;
using Quayside.Cli.Arguments;
using Quayside.Cli.Outcomes;
using Quayside.Cli.Streams;
using Quayside.Cli.Terminal;

namespace Quayside.Cli.Commands;

/// <summary><c>quayside picture show KEY</c>: draws a picture in the terminal.</summary>
internal static class PictureShowCommand
{
    private const int WidthWithoutTerminal = 80;
    private const int MostColumns = 10_000;

    /// <summary>Makes the verb.</summary>
    public static Command Create()
    {
        var key = Parameters.Key();
        var owner = Parameters.Owner();
        var timeout = Parameters.ReadTimeout();
        var width = Width();
        var maxDecoded = PictureCommand.MaxDecoded();
        var verb = new Verb(
            "show",
            "Draws the picture under KEY in the terminal.",
            """
            Uses half blocks in 24-bit colour; transparent parts show a checkerboard. With
            the environment variable NO_COLOR set it draws with characters instead, lighter
            ones for lighter parts. With --timeout it also waits while the segment is there
            but still empty.
            """,
            "quayside picture show share --width 60",
            ExitCode.Usage, ExitCode.BadData, ExitCode.NotFound, ExitCode.System, ExitCode.CannotWrite, ExitCode.LockTimeout,
            ExitCode.PermissionDenied)
        {
            key, width, maxDecoded, owner, timeout,
        };
        verb.SetAction(parsed =>
        {
            var picture = PictureCommand.Read(
                parsed.GetRequiredValue(key), parsed.GetValue(owner), parsed.GetValue(timeout), PictureCommand.Limits(parsed.GetValue(maxDecoded)));
            using var bitmap = picture.Decode();
            var canvas = Canvas.Draw(bitmap, parsed.GetValue(width) ?? Math.Min(bitmap.Width, TerminalWidth()));
            var inColour = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
            var text = inColour ? HalfBlocks.Write(canvas) : GreyRamp.Write(canvas);
            Output.Write("-", Encoding.UTF8.GetBytes(text));
            return ExitCode.Success.Number;
        });
        return verb;
    }

    private static Option<int?> Width()
    {
        var width = new Option<int?>("--width")
        {
            HelpName = "COLUMNS",
            Description = "Draw it this wide. Without it: as wide as the picture is, "
                + "but no wider than the terminal (80 when output is not a terminal).",
        };
        width.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1 or > MostColumns)
            {
                result.AddError($"--width takes a number of columns from 1 to {MostColumns}.");
            }
        });
        return width;
    }

    private static int TerminalWidth() => Console.IsOutputRedirected ? WidthWithoutTerminal : Math.Max(1, Console.WindowWidth);
}
