// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.CommandLine;
using System.CommandLine.Invocation;

namespace Quayside.WebApp;

/// <summary>Runs a program by its command line.</summary>
public static class CommandLine
{
    /// <summary>Parses <paramref name="arguments"/> and runs what they say; a wrong one is told in one line.</summary>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(Command command, IReadOnlyList<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(command);
        var parsed = command.Parse(arguments);
        if (parsed.Action is ParseErrorAction error)
        {
            error.ShowHelp = false;
        }

        // The host hears the signals itself.
        return parsed.InvokeAsync(new() { ProcessTerminationTimeout = null });
    }
}
