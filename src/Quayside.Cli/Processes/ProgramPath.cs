// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.Versioning;
using Quayside.Cli.Outcomes;

namespace Quayside.Cli.Processes;

/// <summary>Finds the file of a command as a shell does.</summary>
/// <remarks>Process.Start would look beside this tool and in the current folder before it looks along PATH; no Unix shell does.</remarks>
internal static class ProgramPath
{
    /// <summary>Gets the file that a name means: itself when it has a slash, else the first executable along PATH.</summary>
    /// <exception cref="CommandException">There is none.</exception>
    public static string Find(string name) =>
        OperatingSystem.IsWindows() || name.Contains('/') ? name : Search(name) ?? throw NotFound(name);

    /// <summary>The exception for a command that does not exist.</summary>
    public static CommandException NotFound(string name) =>
        new(ExitCode.CommandNotFound, $"There is no command {name}. Check its name and PATH.");

    [UnsupportedOSPlatform("windows")]
    private static string? Search(string name)
    {
        const UnixFileMode executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        var folders = Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin";
        return folders.Split(':')
            .Select(folder => Path.GetFullPath(Path.Combine(folder.Length == 0 ? "." : folder, name)))
            .FirstOrDefault(file => File.Exists(file) && (File.GetUnixFileMode(file) & executable) != 0);
    }
}
