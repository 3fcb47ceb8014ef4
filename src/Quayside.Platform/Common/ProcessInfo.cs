// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Quayside.Platform.Native;

namespace Quayside.Platform.Common;

/// <summary>What is known of processes and users. Nothing that must be right is decided by it: a process id may be used again, or be another namespace's.</summary>
internal static class ProcessInfo
{
    // Of /proc/PID/stat, counted from the one after the name in parentheses (proc(5)).
    private const int StartField = 19;
    private const int NanosecondsPerTick = 10_000_000;

    /// <summary>Gets the inode of this process's namespace of process ids; 0 where there are none.</summary>
    public static ulong Namespace { get; } = FindNamespace();

    /// <summary>Gets what tells this process from every other one of its namespace, before and after it.</summary>
    public static ProcessIdentity Self { get; } = new((ulong)Environment.ProcessId, FindStart());

    /// <summary>Names a process: "process 42 (player)", or "process 42, which is gone".</summary>
    public static string Describe(int process)
    {
        var number = process.ToString(CultureInfo.InvariantCulture);
        return NameOf(process) is { } name
            ? $"process {number} ({name})"
            : $"process {number}{(IsAlive(process) ? string.Empty : ", which is gone")}";
    }

    /// <summary>Gets a process's name as ps(1) shows it, or null when it is gone or may not be looked at.</summary>
    public static string? NameOf(int process)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/comm")).TrimEnd();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Gets whether a process of this id is there. On Windows, where no mechanism tells ids, it knows its own alone.</summary>
    public static bool IsAlive(int process) => process == Environment.ProcessId
        || (OperatingSystem.IsLinux() && (LibC.kill(process, 0) == 0 || Marshal.GetLastPInvokeError() == Errno.EPERM));

    /// <summary>Says what an error number of the system means.</summary>
    public static string DescribeError(int error) => Marshal.GetPInvokeErrorMessage(error);

    private static ulong FindNamespace() => OperatingSystem.IsLinux()
        && LibC.statx(LibC.AT_FDCWD, "/proc/self/ns/pid", 0, LibC.STATX_BASIC_STATS, out var status) == 0 ? status.ino : 0;

    private static ulong FindStart()
    {
        if (!OperatingSystem.IsLinux())
        {
            using var self = Process.GetCurrentProcess();
            return (ulong)self.StartTime.ToFileTimeUtc();
        }

        try
        {
            var text = File.ReadAllText("/proc/self/stat");
            var ticks = long.Parse(text[(text.LastIndexOf(')') + 2)..].Split(' ')[StartField], CultureInfo.InvariantCulture);
            return (ulong)Math.Max(0, ticks - (SharedClock.BootTimeOffset / NanosecondsPerTick));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // No /proc here, or it is forbidden: nothing that must be right depends on it.
            return 0;
        }
    }
}
