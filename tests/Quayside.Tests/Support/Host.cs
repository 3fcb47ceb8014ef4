// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Testing;

namespace Quayside.Tests.Support;

/// <summary>Starts Quayside.CrashHost in the ways that the tests need.</summary>
internal static class Host
{
    // Without this the runtime would write its own files into TMPDIR, and complain when there is none.
    private static readonly KeyValuePair<string, string?> _quiet = new("DOTNET_EnableDiagnostics", "0");

    // The repository may lie where only its owner can look, below /root for instance.
    private static readonly Lazy<string> _pathForEverybody = new(CopyForEverybody);

    /// <summary>Gets the path of the executable. On Windows it is published into the folder of the tests.</summary>
    public static string Path { get; } = OperatingSystem.IsWindows()
        ? System.IO.Path.Combine(AppContext.BaseDirectory, "Quayside.CrashHost.exe")
        : Repository.Executable("tests/Quayside.CrashHost", "Quayside.CrashHost");

    /// <summary>Starts it as this user.</summary>
    public static ChildProcess Start(string? temporaryDirectory = null) => Launch(Path, [], temporaryDirectory);

    /// <summary>Starts it as the user nobody, or skips the test.</summary>
    public static ChildProcess StartAsNobody(string? temporaryDirectory = null) => StartAs(Stranger.Id, temporaryDirectory: temporaryDirectory);

    /// <summary>Starts it as a user, or skips the test.</summary>
    /// <param name="user">The user's id.</param>
    /// <param name="group">The group's; the same number without it.</param>
    /// <param name="temporaryDirectory">TMPDIR.</param>
    public static ChildProcess StartAs(uint user, uint? group = null, string? temporaryDirectory = null)
    {
        Assert.SkipUnless(Tool.IsRoot, "Only root can act as another user.");
        var setpriv = Tool.Require("setpriv");
        return Launch(setpriv, [$"--reuid={user}", $"--regid={group ?? user}", "--clear-groups", _pathForEverybody.Value], temporaryDirectory);
    }

    /// <summary>Starts it behind a shell command in namespaces of its own, or skips the test.</summary>
    /// <param name="namespaces">Options of unshare(1).</param>
    /// <param name="preparation">What the shell does first.</param>
    /// <param name="temporaryDirectory">TMPDIR.</param>
    public static ChildProcess StartUnshared(string namespaces, string preparation, string? temporaryDirectory = null) =>
        LaunchUnshared(namespaces, preparation, [Path], temporaryDirectory);

    /// <summary>Starts it as the user nobody, behind a shell command of root's in a mount namespace of its own, or skips the test.</summary>
    /// <param name="preparation">What the shell does first.</param>
    public static ChildProcess StartUnsharedAsNobody(string preparation) => LaunchUnshared(
        "-m",
        preparation,
        [Tool.Require("setpriv"), "--reuid=65534", "--regid=65534", "--clear-groups", _pathForEverybody.Value],
        temporaryDirectory: null);

    /// <summary>Starts it in a sandbox that refuses a system call, or skips the test.</summary>
    /// <param name="call">The call.</param>
    /// <param name="argument">Its second argument when it is refused; null for any.</param>
    public static ChildProcess StartRefused(string call, int? argument = null)
    {
        var refuse = Refusal.Program;
        Assert.SkipWhen(refuse is null, "There is no C compiler here.");
        return Launch(
            refuse!,
            argument is { } second ? [call, second.ToString(CultureInfo.InvariantCulture), "--", Path] : [call, "--", Path],
            temporaryDirectory: null);
    }

    /// <summary>Starts it behind a shell command that limits it.</summary>
    /// <param name="preparation">What the shell does first.</param>
    public static ChildProcess StartLimited(string preparation) =>
        Launch("/bin/sh", ["-c", $"{preparation} && exec \"$@\"", "sh", Path], temporaryDirectory: null);

    /// <summary>Starts a program alone with its own IPC objects, /dev/shm and TMPDIR, or skips the test.</summary>
    public static ChildProcess StartAlone(params string[] command) => LaunchUnshared(
        "-mi", "mount -t tmpfs none /dev/shm && mkdir /dev/shm/keys && export TMPDIR=/dev/shm/keys", command, temporaryDirectory: null);

    private static string CopyForEverybody()
    {
        var folder = Directory.CreateTempSubdirectory("quayside-host-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        Assert.Equal(0, Tool.Run("cp", ["-r", System.IO.Path.GetDirectoryName(Path)! + "/.", folder]));
        Assert.Equal(0, Tool.Run("chmod", ["-R", "a+rX", folder]));
        return System.IO.Path.Combine(folder, System.IO.Path.GetFileName(Path));
    }

    private static ChildProcess LaunchUnshared(string namespaces, string preparation, string[] command, string? temporaryDirectory)
    {
        Assert.SkipUnless(Tool.IsRoot, "Only root can make namespaces here.");
        var unshare = Tool.Require("unshare");
        Assert.SkipUnless(Tool.Run(unshare, [.. namespaces.Split(' '), "true"]) == 0, $"The system does not permit unshare {namespaces}.");
        return Launch(unshare, [.. namespaces.Split(' '), "sh", "-c", $"{preparation} && exec \"$@\"", "sh", .. command], temporaryDirectory);
    }

    private static ChildProcess Launch(string file, string[] arguments, string? temporaryDirectory) =>
        ChildProcess.Start(file, arguments, [_quiet, new("TMPDIR", temporaryDirectory)]);
}
