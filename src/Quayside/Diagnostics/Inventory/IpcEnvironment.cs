// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Diagnostics.Inventory;
using Quayside.Platform.Common;

namespace Quayside.Diagnostics;

/// <summary>What decides whether two programs meet under one key. An immutable snapshot of this process.</summary>
public sealed record IpcEnvironment
{
    private IpcEnvironment()
    {
    }

    /// <summary>Gets the variable TMPDIR as it is set, or null.</summary>
    public string? Tmpdir { get; private init; }

    /// <summary>Gets the directory in which key files of legacy keys are: Qt's rule, with links resolved. Empty on Windows.</summary>
    public string TemporaryDirectory { get; internal init; } = string.Empty;

    /// <summary>Gets the namespace of System V objects, such as <c>ipc:[4026531839]</c>, or null when the system has none.</summary>
    public string? IpcNamespace { get; private init; }

    /// <summary>Gets the namespace of process ids, or null when the system has none.</summary>
    public string? PidNamespace { get; private init; }

    /// <summary>Gets the namespace of mounts, and so of /dev/shm, or null when the system has none.</summary>
    public string? MountNamespace { get; private init; }

    /// <summary>Gets the user id that this process acts as; 0 on Windows.</summary>
    public uint UserId { get; internal init; }

    /// <summary>Gets the user's name, or null when this system has no user of that id.</summary>
    public string? UserName { get; internal init; }

    /// <summary>Looks at this process.</summary>
    public static IpcEnvironment Current() => new()
    {
        Tmpdir = Environment.GetEnvironmentVariable("TMPDIR"),
        TemporaryDirectory = OperatingSystem.IsLinux() ? SystemVEntries.Directory : string.Empty,
        IpcNamespace = Namespace("ipc"),
        PidNamespace = Namespace("pid"),
        MountNamespace = Namespace("mnt"),
        UserId = UserIdentity.User,
        UserName = UserDatabase.NameOf(UserIdentity.User),
    };

    // See namespaces(7).
    private static string? Namespace(string kind) => new FileInfo("/proc/self/ns/" + kind).LinkTarget;
}
