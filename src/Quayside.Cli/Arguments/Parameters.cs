// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Quayside.Cli.Arguments;

/// <summary>The arguments and options that verbs share, so that each reads and means the same everywhere.</summary>
internal static class Parameters
{
    /// <summary>How long verbs wait for a lock unless told otherwise.</summary>
    public static readonly TimeSpan DefaultLockTimeout = TimeSpan.FromSeconds(30);

    // The longest time that .NET's waits take, in whole seconds, is a little more: 2^31 ms.
    private const double MostSeconds = 2_000_000;

    /// <summary>KEY of verbs that open what is under it.</summary>
    public static Argument<IpcKey> Key() => KeyOf(ReadKeyOfThisSystem);

    /// <summary>KEY, be it of this system or not.</summary>
    public static Argument<IpcKey> AnyKey() => KeyOf(ReadKey);

    /// <summary><c>--type TYPE</c>.</summary>
    public static Option<IpcKeyType?> KeyType() => new("--type")
    {
        HelpName = "TYPE",
        Description = "Derive the names as for this mechanism: systemv, systemv-1 to systemv-255, posix or windows. Without it: the system's own.",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (KeyText.ReadType(text) is { } type)
            {
                return type;
            }

            result.AddError($"'{text}' is no mechanism; give systemv, systemv-1 to systemv-255, posix or windows.");
            return null;
        },
    };

    /// <summary><c>--owner USER</c>.</summary>
    public static Option<uint?> Owner() => new("--owner")
    {
        HelpName = "USER",
        Description = "Use what USER made under KEY too, a name or a number. Without it: only what the user who asks made; root is no exception.",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (UserText.Read(text) is { } user)
            {
                return user;
            }

            result.AddError($"'{text}' is no user of /etc/passwd; give the number that `id -u {text}` prints.");
            return null;
        },
    };

    /// <summary>FILE, or <c>-</c> for standard input.</summary>
    public static Argument<string> InputFile(string description) => new("FILE") { Description = description };

    /// <summary><c>-o FILE</c>.</summary>
    public static Option<string?> OutputFile() => new("--output", "-o")
    {
        HelpName = "FILE",
        Description = "Write to FILE, in one step: nobody sees half of it. Without it, or with `-`, the bytes go to standard output.",
    };

    /// <summary><c>--for SECONDS</c>.</summary>
    public static Option<TimeSpan?> HoldTime() =>
        Seconds("--for", "Hold it for this long and end. Without it: until Ctrl-C or SIGTERM.");

    /// <summary><c>--timeout SECONDS</c> of verbs that write.</summary>
    public static Option<TimeSpan?> LockTimeout() =>
        Seconds("--timeout", "Wait at most this long for the key's lock. Without it: 30.");

    /// <summary><c>--timeout SECONDS</c> of verbs that read.</summary>
    public static Option<TimeSpan?> ReadTimeout() => Seconds(
        "--timeout",
        "Wait at most this long for everything: until somebody provides it, and for the lock. "
            + "Without it: no wait for a provider, 30 for the lock.");

    /// <summary>An option that takes a time in seconds.</summary>
    public static Option<TimeSpan?> Seconds(string name, string description) => new(name)
    {
        HelpName = "SECONDS",
        Description = description,
        CustomParser = ParseSeconds,
    };

    /// <summary><c>--json</c>.</summary>
    public static Option<bool> Json() => new("--json") { Description = "Write JSON, as docs/cli.md describes it." };

    /// <summary>An option that takes a number of things, at least 1.</summary>
    public static Option<int?> Count(string name, string description) => Count(name, "N", int.MaxValue, description);

    /// <summary>An option that takes a number from 1 to the most there may be.</summary>
    public static Option<int?> Count(string name, string unit, int most, string description) => new(name)
    {
        HelpName = unit,
        Description = description,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 && count <= most)
            {
                return count;
            }

            result.AddError(most == int.MaxValue
                ? $"'{text}' is not a number from 1 on."
                : string.Create(CultureInfo.InvariantCulture, $"'{text}' is not a number from 1 to {most}."));
            return null;
        },
    };

    private static TimeSpan? ParseSeconds(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and <= MostSeconds)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        result.AddError($"'{text}' is not a number of seconds from 0 to {MostSeconds}, such as 2.5.");
        return null;
    }

    private static Argument<IpcKey> KeyOf(Func<ArgumentResult, IpcKey> read) => new("KEY")
    {
        Description = "The key, as a Qt program gives it to QSharedMemory. A native key as Qt writes it: posix:/NAME, systemv:/PATH, "
            + "systemv-84:/PATH, windows:NAME. legacy:TEXT is TEXT, whatever it begins with.",
        CustomParser = read,
    };

    private static IpcKey ReadKey(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (KeyText.Read(text) is not { } key)
        {
            result.AddError(
                $"'{text}' begins like a native key and is none; write it as posix:/NAME, systemv:/PATH or windows:NAME, "
                    + $"or as {KeyText.LegacyMark}{text} if Qt programs give this text to QSharedMemory.");
            return default;
        }

        if (key.IsEmpty)
        {
            result.AddError("The key is empty; name the one that the programs share.");
        }

        return key;
    }

    private static IpcKey ReadKeyOfThisSystem(ArgumentResult result)
    {
        var key = ReadKey(result);
        if (!result.Errors.Any() && !IpcKey.IsTypeSupported(key.Type))
        {
            result.AddError(
                $"'{result.Tokens[0].Value}' cannot be opened here, as this system has no such objects. `quayside key` shows its names.");
        }

        return key;
    }
}

