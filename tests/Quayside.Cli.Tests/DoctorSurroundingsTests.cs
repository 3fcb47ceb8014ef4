// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;

namespace Quayside.Cli.Tests;

/// <summary>The doctor tells what is wrong with what surrounds the objects.</summary>
public sealed class DoctorSurroundingsTests : IDisposable
{
    private readonly PrivateWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("mount -o remount,ro /dev/shm", "It is mounted read-only")]
    [InlineData("umount -l /dev/shm; mount -t tmpfs -o nr_inodes=1 none /dev/shm; cd /", "all of its inodes are in use")]
    [InlineData("cd /; mount -t tmpfs -o size=1m none /dev; cp -a /proc/self/fd/2 /dev/null 2> /dev/null; true", "It is missing")]
    public void A_directory_in_which_nothing_can_be_made_is_explained(string preparation, string explanation)
    {
        _world.Do(preparation);

        Assert.Contains(explanation, Flat(_world.Run("doctor").Text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("linkat", "linkat(2)")]
    [InlineData("fcntl 37", "fcntl(2) F_OFD_SETLK")]
    [InlineData("fcntl 1024", "fcntl(2) F_SETLEASE")]
    public void A_sandbox_is_told_by_the_call_that_it_refuses(string call, string named)
    {
        Assert.SkipWhen(Refusal.Program is null, "There is no C compiler here.");

        var text = Flat(_world.Do($"{Refusal.Program} {call} -- $quayside doctor"));

        Assert.Contains(named, text, StringComparison.Ordinal);
        Assert.Contains("A sandbox refuses this process", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kernel_that_removes_segments_by_itself_is_named()
    {
        _world.Do("echo 1 > /proc/sys/kernel/shm_rmid_forced");

        Assert.Contains("kernel.shm_rmid_forced", _world.Run("doctor").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_segment_whose_name_was_taken_from_those_who_use_it_is_found_with_them()
    {
        _world.Hold("posix:/beside", "maker");
        Assert.DoesNotContain("had this name and has it no more", Flat(_world.Run("doctor").Text), StringComparison.Ordinal);
        _world.Do("$quayside watch posix:/beside > /dev/null & all=\"$all $!\"");

        // A process that has it mapped by its name: dd would not map, so a holder of a value does.
        _world.Do("$quayside live watch cutoff > /dev/null & all=\"$all $!\"; echo 1 | $quayside live set cutoff - > /dev/null; sleep 1; rm /dev/shm/cutoff");

        var text = Flat(_world.Run("doctor").Text);
        Assert.Contains("/dev/shm/cutoff", text, StringComparison.Ordinal);
        Assert.Contains("had this name and has it no more", text, StringComparison.Ordinal);
    }

    private static string Flat(string text) => string.Join(' ', text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
}
