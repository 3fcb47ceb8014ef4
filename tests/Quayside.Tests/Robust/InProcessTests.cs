// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.CompilerServices;
using Quayside.Diagnostics;
using Quayside.Platform.Objects.InProcess;
using Quayside.Testing;
using Quayside.Tests.Support;
using Quayside.Waiting;

namespace Quayside.Tests.Robust;

/// <summary>What is particular to segments in memory of this process.</summary>
public sealed class InProcessTests() : RobustTest(KeyKind.InProcess)
{
    private static readonly string[] _makers =
        ["memfd_create(", "shmget(", "semget(", "msgget(", "linkat(", "mkdir(", "socket(", "eventfd2(", "inotify_init1("];

    [Theory]
    [InlineData("inprocess", false)]
    [InlineData("platform-safe", true)]
    public void Every_type_can_be_used_without_making_a_file_a_descriptor_or_an_object_of_the_system(string type, bool makesSome)
    {
        var strace = Tool.Require("strace");
        using var files = new PrivateDirectory();
        Assert.SkipUnless(Tool.Run(strace, ["-qq", "-o", files["probe"], "true"]) == 0, "The system does not permit strace.");
        string answer;
        using (var child = ChildProcess.Start(strace, ["-f", "-qq", "-o", files["trace"], Host.Path], [new("DOTNET_TieredCompilation", "0")]))
        {
            answer = child.Ask($"everything\t{type}\t{Name}");
            Assert.Equal(0, child.WaitForExit());
        }

        var lines = File.ReadAllLines(files["trace"]);
        var begin = Array.FindIndex(lines, line => line.Contains("the stretch begins", StringComparison.Ordinal));
        var end = Array.FindIndex(lines, line => line.Contains("the stretch ends", StringComparison.Ordinal));
        Assert.InRange(begin, 0, end - 1);
        string[] made = [.. lines[begin..end].Where(MakesSomething)];

        Assert.EndsWith("left 0", answer, StringComparison.Ordinal);
        Assert.True(makesSome == (made.Length > 0), string.Join('\n', made));
        Assert.True(makesSome == !answer.StartsWith("opened 0 ", StringComparison.Ordinal), answer);
    }

    [Fact]
    public void A_forgotten_participant_is_dead_after_a_garbage_collection()
    {
        using var survivor = RobustLock.Open(Key);
        Forget(() => _ = RobustLock.Open(Key).Enter());
        Assert.Equal(RobustLockResult.TimedOut, survivor.TryEnter(TimeSpan.Zero));
        Collect();

        Assert.Equal(RobustLockResult.Abandoned, survivor.TryEnter(Watchdog.Patience));
    }

    [Fact]
    public void A_segment_whose_last_participant_was_forgotten_is_stale()
    {
        Forget(() => _ = LiveValue<long>.Open(Key).Write(5));
        Collect();
        Assert.True(IpcInventory.Inspect(Key).Entry.QuaysideSegment!.IsStale);
        Assert.Equal(QuaysideError.NotFound, Assert.Throws<QuaysideException>(() => LiveValue<long>.OpenReadOnly(Key)).Error);

        using var fresh = LiveValue<long>.Open(Key);
        Assert.False(fresh.TryRead(out _));
    }

    [Fact]
    public void A_segment_without_users_can_be_collected()
    {
        WeakReference? memory = null;
        Forget(() =>
        {
            using var buffer = LiveBuffer.Open(Key, 1000);
            _ = buffer.Write(new byte[1]);
            memory = new WeakReference(InProcessNames.Shared.Blocks[Key.NativeName]);
        });
        Collect();

        Assert.False(memory!.IsAlive);
    }

    [Fact]
    public void Inspecting_a_segment_lists_its_participants_and_joins_nothing()
    {
        using var value = LiveValue<long>.Open(Key, new QuaysideSegmentOptions { Participants = 3 });
        using var reader = LiveValue<long>.OpenReadOnly(Key);
        _ = value.Write(1);

        var found = IpcInventory.Inspect(Key).Entry;

        Assert.Equal(2, found.Segment!.AttachCount);
        var segment = found.QuaysideSegment!;
        Assert.Equal((QuaysideSegmentKind.LiveValue, QuaysideSegmentState.Ready, 3, 1L), (segment.Kind, segment.State, segment.Places, segment.Version));
        Assert.True(segment is { IsInUse: true, HasReaders: true, IsGateTaken: false });
        Assert.Equal((0, Environment.ProcessId, true), segment.Participants.Select(one => (one.Place, one.ProcessId, one.IsAlive)).Single());
        Assert.True(IpcInventory.Remove(Key).IsRefused);
    }

    [Fact]
    public void A_segment_that_was_removed_by_force_still_works_for_its_participants_and_the_next_open_creates_another()
    {
        using var before = LiveValue<long>.Open(Key);
        using var reader = LiveValue<long>.OpenReadOnly(Key);
        Assert.True(IpcInventory.Remove(Key, force: true).IsSegmentRemoved);
        using var after = LiveValue<long>.Open(Key);
        _ = before.Write(1);
        _ = after.Write(2);

        Assert.Equal((1, 2), (reader.Read(), after.Read()));
        before.Dispose();
        reader.Dispose();
        Assert.Equal(2, after.Read());
    }

    [Fact]
    public void SharedMemory_neither_replaces_nor_removes_a_Quayside_segment()
    {
        using var value = LiveValue<long>.Open(Key);
        Assert.Equal(SharedMemoryError.KeyError, Assert.Throws<SharedMemoryException>(() => SharedMemory.Publish(Key, 1, bytes => bytes.Clear())).Error);
        Assert.False(IpcInventory.Remove(Key).IsSegmentRemoved);
        _ = value.Write(3);
        Assert.Equal(3, value.Read());
    }

    private static bool MakesSomething(string line) =>
        (line.Contains("open", StringComparison.Ordinal) && (line.Contains("O_CREAT", StringComparison.Ordinal) || line.Contains("/dev/shm", StringComparison.Ordinal)))
        || _makers.Any(call => line.Contains(call, StringComparison.Ordinal));

    // Not inlined, so that nothing of it is left on this stack.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Forget(Action use) => Background.Run(use).GetAwaiter().GetResult();

    private static void Collect()
    {
        for (var time = 0; time < 3; time++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }
}
