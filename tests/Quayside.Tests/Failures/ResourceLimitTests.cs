// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Runtime.InteropServices;
using Quayside.Platform.Files;
using Quayside.Platform.Native;
using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Failures;

/// <summary>Limits beyond which the kernel ends a process: making a segment is refused, the process lives, and the lock is free.</summary>
public sealed class ResourceLimitTests
{
    private const long Size = 100L << 20;

    private readonly IpcKey _posix = IpcKey.Posix(UniqueKey.Next("quayside-test").Replace(' ', '-'));

    [Theory]
    [InlineData("create", "error InvalidSize 27 ")]
    [InlineData("replace", "error InvalidSize 27 ")]
    [InlineData("create-or-attach", "error InvalidSize 27 ")]
    public void A_segment_larger_than_files_may_be_is_refused(string verb, string expected)
    {
        using var host = Host.StartLimited("ulimit -f 65536");

        var answer = host.Ask($"{verb}\t{_posix}\t{Size}");

        Assert.StartsWith(expected, answer, StringComparison.Ordinal);
        Assert.Contains("ulimit -f", answer, StringComparison.Ordinal);
        using (SharedMemory.Create(_posix, 10))
        {
        }

        Leftovers.AssertNone(_posix);
    }

    [Fact]
    public void A_Quayside_segment_larger_than_files_may_be_is_refused()
    {
        using var host = Host.Start();

        // The runtime itself needs larger files while it starts.
        Assert.Equal("disposed", host.Ask("dispose"));
        Assert.Equal(0, Tool.Run(Tool.Require("prlimit"), ["--fsize=65536", "--pid", host.Id.ToString(CultureInfo.InvariantCulture)]));

        var answer = host.Ask($"robust\topen-buffer\t{UniqueKey.Next("quayside-test").Replace(' ', '-')}\t{1 << 20}");

        Assert.StartsWith("error OutOfResources 27 ", answer, StringComparison.Ordinal);
        Assert.Contains("ulimit -f", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(IpcKeyType.Posix)]
    [InlineData(IpcKeyType.SystemV)]
    public void A_segment_larger_than_the_control_group_has_memory_for_is_refused(IpcKeyType type)
    {
        using var group = new MemoryGroup(Size);
        using var host = Host.StartLimited($"echo $$ > {group.Path}/cgroup.procs");
        var key = type == IpcKeyType.Posix ? _posix : IpcKey.Legacy(UniqueKey.Next());

        foreach (var verb in (string[])["create", "replace", "create-or-attach"])
        {
            var answer = host.Ask($"{verb}\t{key}\t{2 * Size}");

            Assert.StartsWith("error OutOfResources 12 ", answer, StringComparison.Ordinal);
            Assert.Contains("control group", answer, StringComparison.Ordinal);
            Assert.Contains(group.Path, answer, StringComparison.Ordinal);
        }

        // A smaller one is made, so it was not the group as such.
        Assert.StartsWith("Created", host.Ask($"create\t{key}\t{5 << 20}"), StringComparison.Ordinal);
        Assert.Equal("disposed", host.Ask("dispose"));
        Leftovers.AssertNone(key);
    }

    [Fact]
    public void The_signal_of_a_file_that_may_not_grow_is_kept_from_the_thread_that_makes_it_and_from_no_other()
    {
        // On a thread of its own, whose mask of signals is nobody else's.
        var thread = new Thread(() =>
        {
            using (FileSizeSignal.Block())
            {
                Assert.Equal(0, Raise(LibC.SIGXFSZ));
            }

            // Taken off: else the process would end here.
            Assert.False(IsBlocked());
        });
        thread.Start();
        thread.Join();

        Assert.False(IsBlocked());
    }

    private static bool IsBlocked()
    {
        var mask = File.ReadLines("/proc/thread-self/status").Single(line => line.StartsWith("SigBlk:", StringComparison.Ordinal));
        return (ulong.Parse(mask[7..], NumberStyles.HexNumber | NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture)
            & (1UL << (LibC.SIGXFSZ - 1))) != 0;
    }

#pragma warning disable SYSLIB1054 // LibraryImport needs unsafe code.
    [DllImport("libc", EntryPoint = "raise", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Raise(int signal);
#pragma warning restore SYSLIB1054

    /// <summary>A control group of the test's own with a limit of memory.</summary>
    private sealed class MemoryGroup : IDisposable
    {
        public MemoryGroup(long limit)
        {
            Assert.SkipUnless(Tool.IsRoot, "Only root can make control groups.");
            var (root, file) = Directory.Exists("/sys/fs/cgroup/memory")
                ? ("/sys/fs/cgroup/memory", "memory.limit_in_bytes")
                : ("/sys/fs/cgroup", "memory.max");
            Path = string.Create(CultureInfo.InvariantCulture, $"{root}/quayside-test-{Environment.ProcessId}");
            try
            {
                _ = Directory.CreateDirectory(Path);
                File.WriteAllText($"{Path}/{file}", limit.ToString(CultureInfo.InvariantCulture));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                Dispose();
                Assert.Skip($"This system lets nobody make control groups with a limit of memory: {exception.Message}");
            }
        }

        public string Path { get; }

        public void Dispose()
        {
            // The kernel lets go of it some moments after its last process has ended.
            for (var attempt = 0; Directory.Exists(Path) && attempt < 100; attempt++)
            {
                try
                {
                    Directory.Delete(Path);
                }
                catch (IOException)
                {
                    Thread.Sleep(20);
                }
            }
        }
    }
}
