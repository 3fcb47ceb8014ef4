// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Cli.Tests;

/// <summary>Runs the tool with a terminal as its standard output and error, by script(1) of util-linux.</summary>
internal static class Pseudoterminal
{
    private const string Script = "/usr/bin/script";

    /// <summary>Runs the tool to its end; standard error is part of the output.</summary>
    public static Result Run(Sandbox sandbox, params string[] arguments)
    {
        Assert.SkipUnless(File.Exists(Script), "needs script(1) of util-linux");
        var command = string.Join(' ', arguments.Prepend(Sandbox.Tool).Select(argument => $"'{argument}'"));
        return sandbox.RunProgram(Script, [], "--quiet", "--return", "--command", command, "/dev/null");
    }
}
