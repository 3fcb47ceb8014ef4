// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Cli.Arguments;
using Quayside.Cli.Outcomes;
using Quayside.Cli.Streams;
using Quayside.Diagnostics;

namespace Quayside.Cli.Commands;

/// <summary>Asks the system for all that it has, which not every system tells.</summary>
internal static class Listing
{
    /// <summary>
    /// Gets the key that a person means by a plain text: the legacy key, or, when nothing is under that, the platform-safe key of the same
    /// text if a Quayside segment is there.
    /// </summary>
    public static IpcKey Meant(IpcKey key)
    {
        if (!OperatingSystem.IsLinux() || !KeyText.IsPlain(key)
            || IpcInventory.Inspect(key).Entry is not { HasFile: false, HasLockFile: false, Segment: null, Lock: null })
        {
            return key;
        }

        var safe = IpcKey.PlatformSafe(key.LegacyKey!);
        return IpcInventory.Inspect(safe).Entry.QuaysideSegment is null ? key : safe;
    }

    /// <summary>Says under which names a key was looked for.</summary>
    public static string LookedFor(IpcKey key) => OperatingSystem.IsLinux() && KeyText.IsPlain(key)
        ? $"looked for {key.NativeName}, and for a Quayside segment {IpcKey.PlatformSafe(key.LegacyKey!)}"
        : $"looked for {key.NativeName}";

    /// <summary>Asks, and says so when it takes more than a second.</summary>
    /// <exception cref="CommandException">The system does not tell.</exception>
    public static T Get<T>(Func<T> ask)
    {
        using var notice = new WaitNotice("looking through the system");
        try
        {
            return ask();
        }
        catch (PlatformNotSupportedException e)
        {
            throw new CommandException(ExitCode.System, e.Message);
        }
    }
}
