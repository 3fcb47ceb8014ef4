// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Text.Json;

namespace Quayside.Cli.Tests;

/// <summary>Only the dead go: things are planted beside living ones in a world of their own, and the doctor is let loose there.</summary>
public sealed class DoctorTests : IDisposable
{
    private const string HashOfNothing = "0feca720e2c29dafb2c900713ba560e03b758711";

    private readonly PrivateWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void A_world_without_leftovers_is_healthy()
    {
        _world.Hold("alive", "p");

        var (code, text) = _world.Run("doctor");

        Assert.Equal(0, code);
        Assert.Contains("no problems", text);
        Assert.Contains("kernel.shmmni", text);
        Assert.Contains("/dev/shm", text);
        Assert.DoesNotContain("alive", text);
    }

    [Fact]
    public void Fix_removes_what_is_dead_and_keeps_what_lives_and_what_holds_data()
    {
        _world.Hold("alive", "living");
        _world.Hold("orphan", "dead");
        _world.Do("kill -9 $dead; wait $dead");
        _world.HoldLock("idle", "killed");
        _world.KillLock("killed");
        _world.HoldLock("busy", "working");
        _world.Do($"touch qipc_sharedmemory_nothing{HashOfNothing}");
        _world.Do($"touch -d '10 minutes ago' qipc_sharedmemory_nothing{HashOfNothing}.4194305.0 qipc_sharedmemory_nothing{HashOfNothing}.$$.0");
        _world.Do("touch -d '10 minutes ago' qipc_notes.txt mine");

        var explained = _world.Run("doctor");
        Assert.Equal(78, explained.ExitCode);
        Assert.Contains("--fix --orphans", explained.Text);

        var (code, text) = _world.Run("doctor --fix");

        Assert.Equal(78, code);
        Assert.Contains("'orphan'", text);
        Assert.Contains("left alone, its contents may be worth something", text);
        Assert.Contains("removed the key file", text);
        Assert.Contains("removed the lock of 'idle'", text);
        Assert.Contains(".4194305.0", text);
        var files = _world.Do("ls");
        Assert.Contains("qipc_sharedmemory_alive", files);
        Assert.Contains("qipc_systemsem_alive", files);
        Assert.Contains("qipc_systemsem_busy", files);
        Assert.Contains("qipc_sharedmemory_orphan", files);
        Assert.Contains("qipc_notes.txt", files);
        Assert.Contains($"{HashOfNothing}.", files);
        Assert.DoesNotContain("4194305", files);
        Assert.DoesNotContain("qipc_systemsem_idle", files);
        Assert.Equal("abc", _world.Run("get alive").Text);
        Assert.Contains("held", _world.Run("inspect busy").Text);

        (code, text) = _world.Run("doctor --fix --orphans");

        Assert.Equal(0, code);
        Assert.Contains("removed the segment 'orphan'", text);
        Assert.Equal("abc", _world.Run("get alive").Text);
        Assert.Equal(0, _world.Run("doctor --fix --orphans").ExitCode);
    }

    [Fact]
    public void Fix_removes_the_nameless_segment_that_a_killed_replacement_left_and_no_other_nameless_one()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/perl"), "needs perl");

        // IPC_CREAT with mode 0700, 0600, and 0700 again by a process that lives.
        _world.Do("perl -e 'shmget(0, 3984, 01700)'");
        _world.Do("perl -e 'shmget(0, 3985, 01600)'");
        _world.Do("perl -e 'shmget(0, 3986, 01700); open F, \">made\"; close F; sleep 60' & all=$!; until [ -e made ]; do sleep 0.02; done");

        var (code, text) = _world.Run("doctor --fix");

        Assert.Equal(0, code);
        Assert.Contains("removed the nameless segment", text);
        var left = _world.Do("cat /proc/sysvipc/shm");
        Assert.DoesNotContain(" 3984 ", left);
        Assert.Contains(" 3985 ", left);
        Assert.Contains(" 3986 ", left);
    }

    [Fact]
    public void Fix_frees_a_POSIX_lock_whose_holder_was_killed_and_keeps_one_whose_holder_lives()
    {
        _world.HoldLock("posix:/dead", "killed");
        _world.KillLock("killed");
        _world.HoldLock("posix:/busy", "working");
        _world.Do("echo > /dev/shm/dead; echo > /dev/shm/busy");

        Assert.Contains("holds this lock is dead", _world.Run("doctor").Text);
        var text = _world.Run("doctor --fix").Text;

        Assert.Contains("freed the lock of /dead", text);
        Assert.DoesNotContain("freed the lock of /busy", text);
        Assert.Contains("held", _world.Run("inspect posix:/busy").Text);
    }

    [Fact]
    public void Fix_removes_stale_Quayside_segments_and_keeps_those_that_live_or_are_persistent()
    {
        _world.Do("$quayside live set kept here; $quayside live set used here");
        _world.Do("$quayside live watch used > watched & all=\"$all $!\"; until grep -q here watched; do sleep 0.02; done");

        // What a crash of all leaves is the same bytes without anybody's locks; the word of the flags says whether it is persistent.
        const string NotPersistent = "dd bs=1 seek=40 conv=notrunc count=8 if=/dev/zero";
        _world.Do($"cp /dev/shm/kept /dev/shm/stale; {NotPersistent} of=/dev/shm/stale");
        _world.Do($"{NotPersistent} of=/dev/shm/used");
        _world.Do("touch -d '10 minutes ago' /dev/shm/quayside-0123456789abcdef.77-1.new");
        _world.Do("cp -a /dev/shm/kept /dev/shm/sem.kept");

        var (code, text) = _world.Run("doctor");
        Assert.Equal(78, code);
        Assert.Contains("kept (persistent)", _world.Run("inspect posix:/kept").Text);
        Assert.Contains("All participants of this LiveBuffer are dead", text);
        Assert.Contains("it is persistent, so its contents wait", text);
        Assert.DoesNotContain("Nobody is attached", text);

        (code, text) = _world.Run("doctor --fix --orphans");

        Assert.Equal(0, code);
        Assert.Contains("removed the segment /stale", text);
        Assert.Contains("removed the file /dev/shm/quayside-0123456789abcdef.77-1.new", text);
        Assert.Equal("files kept sem.kept used", _world.Do("echo $(ls /dev/shm)"));
        Assert.Equal("here", _world.Run("live get kept").Text);
        Assert.Equal("here", _world.Run("live get used").Text);
        Assert.Contains("removed the segment", _world.Run("rm kept").Text);
    }

    [Fact]
    public void Json_tells_the_same_as_the_text()
    {
        _world.Hold("orphan", "dead");
        _world.Do("kill -9 $dead; wait $dead");

        var (code, text) = _world.Run("doctor --json");

        Assert.Equal(78, code);
        using var json = JsonDocument.Parse(text);
        Assert.False(json.RootElement.GetProperty("healthy").GetBoolean());
        var problem = json.RootElement.GetProperty("findings").EnumerateArray().First();
        Assert.Equal("orphan", problem.GetProperty("kind").GetString());
        Assert.Equal("problem", problem.GetProperty("severity").GetString());
        Assert.True(problem.GetProperty("holdsContents").GetBoolean());
    }

    [Fact]
    public void Orphans_without_fix_is_refused() => Assert.Equal(64, _world.Run("doctor --orphans").ExitCode);
}
