// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Quayside.Cli.Arguments;
using Quayside.Cli.Outcomes;
using Quayside.Cli.Streams;

namespace Quayside.Cli.Commands;

/// <summary><c>quayside live set KEY VALUE</c>: writes a text that stays.</summary>
internal static class LiveSetCommand
{
    private const int DefaultCapacity = 4096;

    // Another set takes microseconds; a program that writes all the time is told of.
    private static readonly TimeSpan _writerPatience = TimeSpan.FromSeconds(1);

    /// <summary>Makes the verb.</summary>
    public static Command Create()
    {
        var key = Parameters.Key();
        var owner = Parameters.Owner();
        var value = new Argument<string>("VALUE") { Description = "The text; `-` takes it from standard input, less one line end at its end." };
        var capacity = Parameters.Count(
            "--capacity", $"The most bytes that values under KEY can have, if it is made here; else at least as many must fit. Without it: {DefaultCapacity}.");
        var verb = new Verb(
            "set",
            "Writes VALUE, which stays until it is set again or removed.",
            """
            Who reads or watches KEY has it at once. What is made here is persistent: it
            stays when nobody uses it, until `quayside rm KEY`, or until the system ends.
            Where programs have made one that is not, the value goes with the last of
            them. Fails with 76 while another program is the writer.
            """,
            "quayside live set status 'listening to Satie'",
            ExitCode.Usage, ExitCode.BadData, ExitCode.CannotRead, ExitCode.System, ExitCode.LockTimeout, ExitCode.InUse, ExitCode.PermissionDenied)
        {
            key, value, capacity, owner,
        };
        verb.SetAction(parsed => Opening.Run(() =>
            Run(parsed.GetRequiredValue(key), parsed.GetValue(owner), Read(parsed.GetRequiredValue(value)), parsed.GetValue(capacity))));
        return verb;
    }

    private static int Run(IpcKey key, uint? owner, byte[] value, int? capacity)
    {
        var options = new QuaysideSegmentOptions
        {
            Persistent = true, OpenTimeout = Parameters.DefaultLockTimeout, WriterTimeout = _writerPatience, TrustedOwner = owner,
        };
        using var buffer = capacity is { } wanted ? Open(key, value, wanted, options) : OpenExisting(key, options) ?? Open(key, value, DefaultCapacity, options);
        if (value.Length > buffer.Capacity)
        {
            throw TooLong(value, buffer.Capacity, $"Remove it (quayside rm {KeyText.Of(key)}) and set it with --capacity {Number(value.Length)}.");
        }

        _ = buffer.Write(value);
        buffer.Resign();
        return ExitCode.Success.Number;
    }

    private static LiveBuffer Open(IpcKey key, byte[] value, int capacity, QuaysideSegmentOptions options) => value.Length <= capacity
        ? LiveBuffer.Open(key, capacity, options)
        : throw TooLong(value, capacity, $"Give --capacity {Number(value.Length)}.");

    private static LiveBuffer? OpenExisting(IpcKey key, QuaysideSegmentOptions options)
    {
        try
        {
            return LiveBuffer.OpenExisting(key, options);
        }
        catch (QuaysideException e) when (e.Error == QuaysideError.NotFound)
        {
            return null;
        }
    }

    private static CommandException TooLong(byte[] value, int capacity, string remedy) =>
        new(ExitCode.Usage, $"The value has {Number(value.Length)} bytes, and {Number(capacity)} fit. {remedy}");

    private static byte[] Read(string text)
    {
        if (text != "-")
        {
            return Encoding.UTF8.GetBytes(text);
        }

        var value = Input.ReadStandardInput().AsSpan();
        if (!Utf8.IsValid(value))
        {
            throw new CommandException(ExitCode.BadData, "Standard input is not UTF-8 text. Use quayside put for bytes.");
        }

        value = value.EndsWith("\n"u8) ? value[..^1] : value;
        return (value.EndsWith("\r"u8) ? value[..^1] : value).ToArray();
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
