// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.Versioning;
using Quayside.Participants;
using Quayside.Platform.Common;
using Quayside.Platform.Keyed.Windows;
using Quayside.Platform.Objects.Windows;
using Quayside.Platform.Participants.Windows;
using Quayside.Testing;
using Quayside.Tests.Backends;
using Quayside.Tests.Robust;
using Quayside.Tests.Support;

namespace Quayside.Windows.Tests;

/// <summary>What of Quayside segments is in the kernel of Windows, and for how long.</summary>
[SupportedOSPlatform("windows")]
public sealed class WindowsParticipantsTests : RobustTest
{
    private static readonly QuaysideSegmentOptions _hasty = new() { OpenTimeout = TimeSpan.FromMilliseconds(200) };

    private ParticipantNames Names => new(Key.NativeName);

    [Fact]
    public void A_place_is_held_for_as_long_as_its_semaphore_is_there()
    {
        using var first = RobustLock.Open(Key);
        using (var second = RobustLock.Open(Key))
        {
            Assert.True(Exists(Names.PlaceOf(0)));
            Assert.True(Exists(Names.PlaceOf(1)));
        }

        Assert.True(Exists(Names.PlaceOf(0)));
        Assert.False(Exists(Names.PlaceOf(1)));
    }

    [Fact]
    public void The_places_of_a_killed_process_are_free()
    {
        using var here = RobustLock.Open(Key);
        using var host = Host.Start();
        Assert.Equal("done", host.Ask($"robust\topen-lock\t{Name}\t600"));
        Assert.True(Exists(Names.PlaceOf(1)));

        host.Kill();

        Watchdog.WaitFor("the place", () => !Exists(Names.PlaceOf(1)));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Nothing_is_left_to_wake_when_nobody_sleeps()
    {
        using var signal = ChangeSignal.Open(Key);
        using var other = ChangeSignal.Open(Key);
        long version = 0;
        var waiting = Background.Run(() => other.WaitForChange(ref version, Timeout.InfiniteTimeSpan));
        await Background.AssertBlocked(waiting);
        var word = Names.WakeOf(SegmentLayout.BodyStart(64));
        Assert.True(Exists(word));

        _ = signal.Publish();

        Assert.True(await waiting);
        Assert.False(Exists(word));
    }

    [Fact]
    public void A_segment_that_only_a_reader_has_open_is_joined_and_goes_on()
    {
        using var host = Host.Start();
        Assert.Equal("done", host.Ask($"robust\topen-value\t{Name}\t600"));
        Assert.Equal("1", host.Ask("robust\twrite\t42"));
        using var reader = LiveValue<long>.OpenReadOnly(Key);
        host.Kill();

        using var next = LiveValue<long>.Open(Key);

        Assert.Equal(42, next.Read());
        Assert.Equal(2, next.Write(43));
        Assert.Equal(43, reader.Read());
    }

    [Fact]
    public void Whoever_stands_in_the_gate_keeps_others_waiting_until_it_leaves_or_dies()
    {
        using var done = new ManualResetEventSlim();
        using var inside = new ManualResetEventSlim();
        Assert.Equal(IpcResult.Success, KernelMutex.CreateOrOpen(Names.Gate, out var gate));
        var holder = new Thread(() =>
        {
            _ = gate!.TryTake(out _);
            inside.Set();
            done.Wait();
        });
        holder.Start();
        inside.Wait();

        Assert.Equal(QuaysideError.TimedOut, Assert.Throws<QuaysideException>(() => RobustLock.Open(Key, _hasty)).Error);

        // Ends without giving it back, as a thread that is killed does.
        done.Set();
        holder.Join();
        using var opened = RobustLock.Open(Key, _hasty);
        Assert.Equal(RobustLockResult.Acquired, opened.TryEnter(TimeSpan.Zero));
        Assert.Equal(IpcResult.Success, gate!.TryTake(out var wasAbandoned));
        Assert.False(wasAbandoned);
        gate.Dispose();
    }

    [Fact]
    public void What_one_who_died_in_the_gate_had_begun_to_make_is_waited_out()
    {
        Assert.Equal(IpcResult.Success, KernelMutex.CreateOrOpen(Names.Gate, out var gate));
        Assert.Equal(IpcResult.Success, WindowsBackend.Instance.CreateSegment(Names.Section, 9000, default, out var begun));
        var maker = new Thread(() => _ = gate!.TryTake(out _));
        maker.Start();
        maker.Join();
        using var closing = new Timer(_ => begun!.Dispose(), null, Moment, Timeout.InfiniteTimeSpan);

        using var opened = RobustLock.Open(Key);

        Assert.Equal(RobustLockResult.Acquired, opened.TryEnter(TimeSpan.Zero));
        gate!.Dispose();
    }

    [Fact]
    public void A_name_that_leaves_no_room_for_those_of_the_other_objects_is_refused()
    {
        var key = IpcKey.Windows(Key.NativeName.PadRight(239, 'x'));

        Assert.Equal(QuaysideError.InvalidKey, Assert.Throws<QuaysideException>(() => RobustLock.Open(key)).Error);
        using var shorter = RobustLock.Open(IpcKey.Windows(Key.NativeName.PadRight(238, 'x')));
    }

    [Fact]
    public void The_name_of_another_kind_of_object_is_refused_and_left_alone()
    {
        Assert.Equal(IpcResult.Success, KernelSemaphore.CreateOrOpen(Names.Section, 3, out var semaphore, out _));
        using (semaphore)
        {
            Assert.Equal(QuaysideError.InvalidKey, Assert.Throws<QuaysideException>(() => RobustLock.Open(Key)).Error);
            Assert.Equal(IpcResult.Success, semaphore!.TryGetCount(out var count));
            Assert.Equal(3, count);
        }
    }

    private static bool Exists(string semaphore)
    {
        var isThere = KernelSemaphore.Open(semaphore, out var found).Succeeded;
        found?.Dispose();
        return isThere;
    }
}
