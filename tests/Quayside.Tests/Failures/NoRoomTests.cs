// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Failures;

/// <summary>Limits of the system, made small in an IPC namespace of the test's own.</summary>
public sealed class NoRoomTests : IDisposable
{
    private readonly PrivateDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void When_there_are_no_more_segments_replacing_keeps_the_earlier_one()
    {
        using var host = Host.StartUnshared("-i", "echo 1 > /proc/sys/kernel/shmmni", _directory.Path);
        Assert.Equal("Created 10", host.Ask("create\tshare\t10"));
        Assert.Equal("written", host.Ask("write\t0\t42"));

        AssertNoRoom(host.Ask("create\tother\t10"));
        AssertNoRoom(host.Ask("replace\tshare\t20"));

        Assert.Equal("42", host.Ask("read\t0"));
        Assert.Equal("disposed", host.Ask("dispose"));
        Assert.Empty(_directory.Names);
    }

    [Fact]
    public void A_size_above_the_systems_limit_is_InvalidSize_and_names_the_limit()
    {
        using var host = Host.StartUnshared("-i", "echo 4096 > /proc/sys/kernel/shmmax", _directory.Path);

        var answer = host.Ask("create\tshare\t4097");

        Assert.StartsWith("error InvalidSize 22 ", answer, StringComparison.Ordinal);
        Assert.Contains("4097 bytes", answer, StringComparison.Ordinal);
        Assert.Contains("kernel.shmmax", answer, StringComparison.Ordinal);
        Assert.Empty(_directory.Names);
        Assert.Equal("Created 4096", host.Ask("create\tshare\t4096"));
        Assert.StartsWith("error InvalidSize 22 ", host.Ask("replace\tshare\t4097"), StringComparison.Ordinal);
        Assert.Equal("0", host.Ask("read\t4095"));
    }

    [Fact]
    public void When_there_is_no_memory_for_a_segment_nothing_is_left()
    {
        using var host = Host.StartUnshared("-i", "echo 4 > /proc/sys/kernel/shmall", _directory.Path);

        AssertNoRoom(host.Ask("create\tshare\t65536"));

        Assert.Empty(_directory.Names);
    }

    [Fact]
    public void When_there_are_no_more_locks_the_message_says_that_it_is_the_lock()
    {
        using var host = Host.StartUnshared("-i", "echo 32000 32000 500 0 > /proc/sys/kernel/sem", _directory.Path);

        var answer = host.Ask("create\tshare\t10");

        AssertNoRoom(answer);
        Assert.Contains("another lock", answer, StringComparison.Ordinal);
        Assert.Contains("kernel.sem", answer, StringComparison.Ordinal);
    }

    private static void AssertNoRoom(string answer)
    {
        Assert.StartsWith("error OutOfResources 28 ", answer, StringComparison.Ordinal);
        Assert.Contains("the system has no room", answer, StringComparison.Ordinal);
        Assert.Contains("ipcs -m", answer, StringComparison.Ordinal);
    }
}
