// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Runtime.InteropServices;
using Quayside.Platform.Native;

namespace Quayside.Platform;

/// <summary>What is known of processes and users. Nothing that must be right is decided by it: a process id may be used again, or be another namespace's.</summary>
internal static class ProcessInfo
{
    /// <summary>Gets the user that this process acts as.</summary>
    public static uint EffectiveUser => OperatingSystem.IsLinux() ? LibC.geteuid() : 0;

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
}
