// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;
using Quayside.Tests.Support;
using Quayside.Waiting;

namespace Quayside.Tests.Robust;

/// <content>Participants that are stopped, in other namespaces, of other users: with what Linux has.</content>
public sealed partial class ProcessTests
{
    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_stopped_process_keeps_its_lock()
    {
        const int Stop = 19, Continue = 18;
        using var other = RobustLock.Open(Key);
        using var host = StartOwner();
        host.Signal(Stop);

        Assert.Equal(RobustLockResult.TimedOut, await Background.Run(() => other.TryEnter(TimeSpan.FromSeconds(3))));

        host.Signal(Continue);
        Assert.Equal("done", host.Ask("robust\tleave"));
        Assert.Equal(RobustLockResult.Acquired, other.TryEnter(Watchdog.Patience));
    }

    [Theory]
    [InlineData("-p --kill-child")]
    [InlineData("-pin --kill-child")]
    public void A_process_in_a_container_that_shares_the_file_is_alive_while_it_lives_and_dead_when_it_is_dead(string namespaces)
    {
        using var here = RobustLock.Open(Key);
        using var host = Host.StartUnshared(namespaces, "true");
        Assert.Equal("done", host.Ask($"robust\topen-lock\t{Name}\t{Private}"));

        // Its process id is 1 there, which is another process here; the one here is none there.
        Assert.Equal("Acquired", host.Ask("robust\tenter\t0"));
        Assert.Equal(RobustLockResult.TimedOut, here.TryEnter(Moment));
        Assert.Equal("done", host.Ask("robust\tleave"));
        Assert.Equal(RobustLockResult.Acquired, here.TryEnter(TimeSpan.Zero));
        Assert.Equal("TimedOut", host.Ask("robust\tenter\t200"));
        here.Dispose();
        Assert.Equal("Abandoned", host.Ask("robust\tenter\t10000"));

        using var next = RobustLock.Open(Key);
        host.Kill();
        Assert.Equal(RobustLockResult.Abandoned, next.TryEnter(Watchdog.Patience));
    }

    [Fact]
    public void A_child_that_was_forked_and_lives_on_keeps_the_lock_of_its_killed_parent_until_it_ends()
    {
        using var directory = new PrivateDirectory();
        using var survivor = RobustLock.Open(Key);
        using var parent = LayoutPeer.Start(directory, "fork", Key.NativeName);
        var child = int.Parse(parent.Read()["child ".Length..], System.Globalization.CultureInfo.InvariantCulture);
        parent.Kill();

        Assert.Equal(RobustLockResult.TimedOut, survivor.TryEnter(TimeSpan.FromMilliseconds(500)));

        Assert.Equal(0, Tool.Run("kill", ["-9", $"{child}"]));
        Assert.Equal(RobustLockResult.Abandoned, survivor.TryEnter(Watchdog.Patience));
    }

    [Fact]
    public void A_segment_is_its_users_alone_unless_a_mode_lets_others_in()
    {
        using var mine = RobustLock.Open(Key);
        using var nobody = Host.StartAsNobody();

        Assert.StartsWith("error PermissionDenied 13 ", nobody.Ask($"robust\topen-lock\t{Name}\t{Private}"), StringComparison.Ordinal);
        Assert.StartsWith("error PermissionDenied 13 ", nobody.Ask($"robust\topen-lock\t{Name}\t666"), StringComparison.Ordinal);
    }

    [Fact]
    public void Users_share_a_lock_whose_mode_lets_all_of_them_write()
    {
        using var mine = RobustLock.Open(Key, Mode(UnixFileMode.OtherRead | UnixFileMode.OtherWrite));
        using var nobody = Host.StartAsNobody();

        Assert.Equal("done", nobody.Ask($"robust\topen-lock\t{Name}\t666"));
        Assert.Equal("Acquired", nobody.Ask("robust\tenter\t0"));
        Assert.Equal(RobustLockResult.TimedOut, mine.TryEnter(Moment));
        nobody.Kill();
        Assert.Equal(RobustLockResult.Abandoned, mine.TryEnter(Watchdog.Patience));
    }

    [Fact]
    public void Another_user_who_may_only_read_reads_and_is_woken_although_it_can_write_nothing()
    {
        using var mine = LiveValue<long>.Open(Key, Mode(UnixFileMode.OtherRead));
        using var nobody = Host.StartAsNobody();
        Assert.Equal("done", nobody.Ask($"robust\tread-value\t{Name}\t604"));
        Assert.Equal("nothing", nobody.Ask("robust\tread"));
        nobody.Send("robust\twait\t60000");
        Assert.True(nobody.IsSilentFor(TimeSpan.FromMilliseconds(300)));

        _ = mine.Write(5);

        Assert.Equal("True 1", nobody.Read());
        Assert.Equal("5", nobody.Ask("robust\tread"));
        Assert.StartsWith("error PermissionDenied 13 ", nobody.Ask($"robust\topen-value\t{Name}\t604"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_reader_whose_dev_shm_is_read_only_sees_what_is_written()
    {
        using var mine = LiveValue<long>.Open(Key);
        using var host = Host.StartUnshared("-m", "mount -o remount,bind,ro /dev/shm");
        Assert.StartsWith("error PermissionDenied 30 ", host.Ask($"robust\topen-value\t{Name}\t{Private}"), StringComparison.Ordinal);
        Assert.Equal("done", host.Ask($"robust\tread-value\t{Name}\t{Private}"));
        host.Send("robust\twait\t60000");
        Assert.True(host.IsSilentFor(TimeSpan.FromMilliseconds(300)));

        _ = mine.Write(5);

        Assert.Equal("True 1", host.Read());
        Assert.Equal("5", host.Ask("robust\tread"));
    }

    [Fact]
    public void What_processes_of_another_user_left_is_refused_with_who_may_remove_it()
    {
        const string ForAll = "666";
        using (var host = Host.Start())
        {
            Assert.Equal("done", host.Ask($"robust\topen-lock\t{Name}\t{ForAll}"));
            host.Kill();
        }

        using (var nobody = Host.StartAsNobody())
        {
            var answer = nobody.Ask($"robust\topen-lock\t{Name}\t{ForAll}");
            Assert.StartsWith("error PermissionDenied ", answer, StringComparison.Ordinal);
            Assert.Contains("Let the user who made it open it", answer, StringComparison.Ordinal);
        }

        RobustLock.Open(Key).Dispose();
    }

    [Fact]
    public void What_does_not_fit_into_a_small_dev_shm_is_refused_and_leaves_nothing()
    {
        using var host = Host.StartUnshared("-mi", "mount -t tmpfs -o size=64m none /dev/shm");

        var answer = host.Ask($"robust\topen-buffer\t{Name}\t{32 << 20}");

        Assert.StartsWith("error OutOfResources 28 ", answer, StringComparison.Ordinal);
        Assert.Contains("df /dev/shm", answer, StringComparison.Ordinal);
        Assert.Equal("done", host.Ask($"robust\topen-buffer\t{Name}\t{15 << 20}"));
    }

    [Fact]
    public void Who_has_left_keeps_no_memory_of_the_segment()
    {
        using var host = Host.StartUnshared("-mi", "mount -t tmpfs -o size=64m none /dev/shm");
        for (var time = 0; time < 5; time++)
        {
            Assert.Equal("done", host.Ask($"robust\topen-buffer\t{Name}\t{15 << 20}"));
            Assert.Contains("/dev/shm/", File.ReadAllText($"/proc/{host.Id}/maps"), StringComparison.Ordinal);

            Assert.Equal("done", host.Ask("robust\tdispose"));
            //Assert.DoesNotContain("/dev/shm/", File.ReadAllText($"/proc/{host.Id}/maps"), StringComparison.Ordinal);
        }
    }

    private static QuaysideSegmentOptions Mode(UnixFileMode others) =>
        new() { UnixMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | others };
}
