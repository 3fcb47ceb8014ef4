// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Diagnostics;
using Quayside.Platform.Common;
using Quayside.Testing;
using Quayside.Tests.Support;
using Quayside.Waiting;

namespace Quayside.Tests.Diagnostics;

/// <summary>Processes whose clocks a time namespace moves: who lives and how old something is means the same to everybody.</summary>
public sealed class TimeNamespaceTests
{
    private static readonly TimeSpan _aWhile = TimeSpan.FromMinutes(5);

    // By more than the time since the machine was started, which is least when that is new.
    public static TheoryData<string> Shifts => ["-T --boottime=-1000 --monotonic=-1000 -f --kill-child", "-T --boottime=100000 --monotonic=100000 -f --kill-child"];

    [Theory]
    [MemberData(nameof(Shifts))]
    public void A_holder_of_another_time_namespace_lives_until_it_is_dead(string namespaces)
    {
        var key = IpcKey.Posix("/" + UniqueKey.Next("time").Replace(' ', '-'));
        using var memory = SharedMemory.Create(key, 10);
        using var host = Host.StartUnshared(namespaces, "true");
        Assert.StartsWith("Attached", host.Ask($"attach\t{key}"));
        Assert.Equal("locked", host.Ask("lock"));

        var @lock = IpcInventory.Inspect(key).Entry.Lock!;

        Assert.Equal(LockState.Held, @lock.State);
        Assert.InRange(@lock.HeldSince!.Value, DateTimeOffset.UtcNow - _aWhile, DateTimeOffset.UtcNow);
        Assert.Equal(SharedMemoryError.LockError, Assert.Throws<SharedMemoryException>(() => SharedMemory.BreakLock(key)).Error);
        Assert.DoesNotContain(IpcDoctor.Examine(), finding => finding.Subject.Contains(key.NativeName, StringComparison.Ordinal));

        host.Kill();
        Assert.True(SpinWait.SpinUntil(() => IpcInventory.Inspect(key).Entry.Lock!.State == LockState.Dead, Watchdog.Patience));
        Assert.True(SharedMemory.BreakLock(key));
    }

    [Theory]
    [MemberData(nameof(Shifts))]
    public void A_holder_here_lives_for_those_of_another_time_namespace(string namespaces)
    {
        var key = IpcKey.Posix("/" + UniqueKey.Next("time").Replace(' ', '-'));
        using var memory = SharedMemory.Create(key, 10);
        using var host = Host.StartUnshared(namespaces, "true");
        Assert.StartsWith("Attached", host.Ask($"attach\t{key}"));
        using var held = memory.Lock();

        Assert.StartsWith("error LockError", host.Ask($"break\t{key}"));
    }

    [Theory]
    [MemberData(nameof(Shifts))]
    public void The_age_of_a_value_and_of_a_frame_from_another_time_namespace_is_its_age(string namespaces)
    {
        var key = UniqueKey.Next("time").Replace(' ', '-');
        using var value = LiveValue<long>.Open(key);
        using var host = Host.StartUnshared(namespaces, "true");
        Assert.Equal("done", host.Ask($"robust\topen-value\t{key}\t600"));
        Assert.Equal("1", host.Ask("robust\twrite\t42"));

        Assert.True(value.TryRead(out var read, out var stamp));
        Assert.Equal(42, read);
        Assert.InRange(stamp.Age, TimeSpan.Zero, _aWhile);
        Assert.Equal("opened FramePublisher", host.Ask($"frames\topen-publisher\t{key}-frames\t3\tWait"));
        using var reader = FrameReader.Open(key + "-frames");
        Assert.DoesNotContain("error", host.Ask("frames\tpublish\t1"), StringComparison.Ordinal);
        Assert.True(reader.TryTake(out var frame, Watchdog.Patience));
        using (frame)
        {
            Assert.InRange(frame.Age, TimeSpan.Zero, _aWhile);
        }

        Assert.InRange(IpcInventory.Inspect(IpcKey.PlatformSafe(key)).Entry.QuaysideSegment!.Age!.Value, TimeSpan.Zero, _aWhile);
    }

    [Fact]
    public void Offsets_are_read_as_the_kernel_writes_them_and_anything_else_is_unknown()
    {
        Assert.Equal((500_000_000_001, -1000_000_000_000), SharedClock.Parse(["monotonic         500         1", "boottime        -1000         0"]));
        Assert.Null(SharedClock.Parse(["monotonic         500         1"]));
        Assert.Null(SharedClock.Parse(["monotonic         x         1", "boottime        -1000         0"]));
        Assert.Equal(5, SharedClock.FromLocal(SharedClock.ToLocal(5)));
        Assert.True(SharedClock.IsComparable);
    }
}
