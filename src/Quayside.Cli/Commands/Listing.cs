// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Cli.Commands;

/// <summary>Asks the system for all that it has, which not every system tells.</summary>
internal static class Listing
{
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
