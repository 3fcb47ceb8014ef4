// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Globalization;
using Quayside.Testing;
using Quayside.Waiting;

namespace Quayside.Apps.Tests;

/// <summary>Processes that an application started.</summary>
internal static class Children
{
    /// <summary>Gets the ids of the processes that <paramref name="parent"/> started and that still run.</summary>
    public static int[] Of(int parent)
    {
        using var ps = Process.Start(new ProcessStartInfo("ps", ["-o", "pid=", "--ppid", Text(parent)]) { RedirectStandardOutput = true })!;
        var ids = ps.StandardOutput.ReadToEnd().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        ps.WaitForExit();
        return [.. ids.Select(id => int.Parse(id, CultureInfo.InvariantCulture))];
    }

    /// <summary>Ends a process by SIGTERM and waits until it is gone.</summary>
    public static void Terminate(int id)
    {
        using var process = Process.GetProcessById(id);
        using var kill = Process.Start("kill", ["-15", Text(id)]);
        kill.WaitForExit();
        Assert.True(process.WaitForExit(Watchdog.Patience), $"Process {id} does not end.");
    }

    private static string Text(int id) => id.ToString(CultureInfo.InvariantCulture);
}
