// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Collections.Concurrent;
using System.Diagnostics;

namespace Quayside.Interop.Tests.Peers;

/// <summary>Finds the peers, compiling the Qt ones when they are of other sources. A test whose peer is missing is skipped.</summary>
internal static class PeerExecutables
{
    private static readonly string _programs = Path.Combine(Repository.Root, "artifacts", "peers");
    private static readonly Lazy<string> _build = new(BuildQtPeers);
    private static readonly ConcurrentDictionary<string, string> _copies = [];

    /// <summary>Gets whether this run has Qt 6.8, whose peer needs a system of its own (tests/peers/build-qt68-peer.sh).</summary>
    public static bool HasQt68 { get; } = File.Exists(Path.Combine(_programs, "qt68-peer"));

    /// <summary>Gets the program and its arguments, or skips the test with the reason.</summary>
    public static (string FileName, string[] Arguments) Find(PeerProgram program)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The peers meet over System V objects, and what they leave is looked up in /proc/sysvipc.");
        switch (program)
        {
            case PeerProgram.QuaysideQt:
                return (Repository.Executable("tests/Quayside.TestPeer", "Quayside.TestPeer"), []);
            case PeerProgram.Quayside:
                return (Repository.Executable("tests/Quayside.TestPeer", "Quayside.TestPeer"), ["dotnet"]);
            case PeerProgram.Qt68:
                return (Path.Combine(_programs, "qt68-peer"), []);
            default:
                var report = _build.Value;
                var path = Path.Combine(_programs, program == PeerProgram.Qt5 ? "qt5-peer" : "qt6-peer");
                Assert.SkipUnless(File.Exists(path), $"The {program} peer is missing. {report}");
                return (path, []);
        }
    }

    /// <summary>Gets the same in a place where every user can look, which the repository may not be; or skips the test.</summary>
    public static (string FileName, string[] Arguments) FindForEverybody(PeerProgram program)
    {
        Assert.SkipWhen(program == PeerProgram.Qt68, "The system of Qt 6.8 is entered by root alone.");
        var (fileName, arguments) = Find(program);
        return (Path.Combine(_copies.GetOrAdd(Path.GetDirectoryName(fileName)!, CopyForEverybody), Path.GetFileName(fileName)), arguments);
    }

    private static string CopyForEverybody(string folder)
    {
        var copy = Directory.CreateTempSubdirectory("quayside-peers-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(copy, recursive: true);
        Run("cp", "-r", folder + "/.", copy);
        Run("chmod", "-R", "a+rX", copy);
        return copy;
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private static string BuildQtPeers()
    {
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, "tests", "peers", "build-qt-peers.sh")) { RedirectStandardOutput = true };
        using var build = Process.Start(start)!;
        var report = build.StandardOutput.ReadToEnd().ReplaceLineEndings(" ");
        build.WaitForExit();
        return build.ExitCode == 0 ? report : throw new InvalidOperationException($"The Qt peers do not compile: {report}");
    }
}
