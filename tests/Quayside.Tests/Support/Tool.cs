// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;

namespace Quayside.Tests.Support;

/// <summary>Programs of the system that some tests need; without them those tests are skipped by name.</summary>
internal static class Tool
{
    /// <summary>Gets whether this process may act as other users and make namespaces.</summary>
    public static bool IsRoot => Environment.IsPrivilegedProcess;

    /// <summary>Finds a program in PATH, or skips the test.</summary>
    public static string Require(string name)
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator)
            .Select(directory => Path.Combine(directory, name))
            .FirstOrDefault(File.Exists);
        Assert.SkipWhen(found is null, $"There is no {name} here.");
        return found!;
    }

    /// <summary>Runs a program to its end and returns its exit code.</summary>
    public static int Run(string file, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }

    /// <summary>Runs a program to its end and returns what it wrote; fails with its errors when it failed.</summary>
    public static string Output(string file, string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.Result);
        return output;
    }
}
