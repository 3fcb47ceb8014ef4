// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Failures;

/// <summary>
/// What is wrong with the directory, the sandbox or the size is said of those, not of the object. Each host has a /dev/shm of its own, and each
/// kind of object is made in it.
/// </summary>
public sealed class SurroundingsTests
{
    private static readonly string[] _makings =
    [
        "create\tposix:/x\t10", "replace\tposix:/x\t10", "create-or-attach\tposix:/x\t10",
        "semaphore\tcreate-or-open\tposix:/x\t1", "robust\topen-lock\tx\t600", "robust\topen-value\tx\t600",
        "robust\topen-buffer\tx\t10",
    ];

    [Fact]
    public void A_missing_directory_is_named_whether_something_is_to_be_made_or_found()
    {
        using var host = Host.StartUnshared("-m", "mount -t tmpfs none /dev && touch /dev/null");

        foreach (var command in _makings.Append("attach\tposix:/x"))
        {
            AssertSays(host, command, "the directory /dev/shm", "is missing", "mount -t tmpfs");
        }
    }

    [Fact]
    public void A_read_only_mount_is_named()
    {
        using var host = Host.StartUnshared("-m", "mount -t tmpfs -o ro none /dev/shm");

        foreach (var command in _makings)
        {
            AssertSays(host, command, "/dev/shm", "is mounted read-only", "remount,rw");
        }
    }

    [Fact]
    public void A_directory_that_lets_this_user_make_nothing_is_named_with_its_mode()
    {
        using var host = Host.StartUnsharedAsNobody("mount -t tmpfs -o mode=0755 none /dev/shm");

        foreach (var command in _makings)
        {
            AssertSays(host, command, "user 65534 may make no file in /dev/shm of mode 0755", "chmod 1777");
        }
    }

    [Fact]
    public void A_directory_without_inodes_is_told_from_one_without_room()
    {
        using var host = Host.StartUnshared("-m", "mount -t tmpfs -o nr_inodes=2 none /dev/shm && touch /dev/shm/last");

        foreach (var command in _makings)
        {
            AssertSays(host, command, "all of its inodes are in use", "nr_inodes");
        }
    }

    [Fact]
    public void A_full_directory_is_told_with_what_is_left_of_it()
    {
        using var host = Host.StartUnshared("-m", "mount -t tmpfs -o size=64k none /dev/shm");

        AssertSays(host, "create\tposix:/x\t100000", "/dev/shm has ", "of 65536 bytes left", "--shm-size");
        AssertSays(host, "robust\topen-buffer\tx\t100000", "/dev/shm has ", "of 65536 bytes left");
        Assert.Equal("Created 10", host.Ask("create\tposix:/x\t10"));
    }

    [Theory]
    [InlineData("statx", "statx(2)")]
    [InlineData("fallocate", "fallocate(2)")]
    [InlineData("linkat", "linkat(2)")]
    public void A_sandbox_that_refuses_a_call_is_told_by_the_call(string call, string named)
    {
        using var host = Host.StartRefused(call);

        AssertSays(host, "create\tposix:/x\t10", "a sandbox refuses this process", named, "seccomp");
        AssertSays(host, "robust\topen-lock\tx\t600", "a sandbox refuses this process", named, "seccomp");
    }

    [Fact]
    public void A_sandbox_that_refuses_locks_on_open_files_is_told_to_who_opens_a_Quayside_segment()
    {
        using var host = Host.StartRefused("fcntl", Refusal.OpenFileLocks);

        AssertSays(host, "robust\topen-lock\tx\t600", "a sandbox refuses this process", "F_OFD_SETLK");
    }

    [Fact]
    public void A_sandbox_that_refuses_leases_is_told_where_something_is_said_to_be_in_use()
    {
        var key = IpcKey.Posix(UniqueKey.Next("quayside-test").Replace(' ', '-'));
        using var host = Host.StartRefused("fcntl", Refusal.Leases);
        Assert.Equal("Created 10", host.Ask($"create\t{key}\t10"));
        Assert.Equal("disposed", host.Ask("dispose"));

        // It may have been the last one, and could not know.
        AssertSays(host, $"create\t{key}\t10", "in use as far as can be told", "leases");
        using (SharedMemory.Attach(key))
        {
        }

        Leftovers.AssertNone(key);
    }

    [Theory]
    [InlineData("ro", "is mounted read-only")]
    [InlineData("nr_inodes=1", "all of its inodes are in use")]
    public void What_is_wrong_with_the_directory_of_key_files_is_named(string option, string named)
    {
        using var directory = new PrivateDirectory();
        using var host = Host.StartUnshared("-m", $"mount -t tmpfs -o {option} none {directory.Path}", directory.Path);

        AssertSays(host, "create-or-attach\tshare\t10", directory.Path, named);
        AssertSays(host, $"semaphore\tcreate-or-open\tsystemv:{directory["share"]}\t1", directory.Path, named);
    }

    [Fact]
    public void A_key_whose_name_is_too_long_is_told_that_and_nothing_of_directories()
    {
        using var host = Host.Start();
        var text = new string('k', 300);

        AssertSays(host, $"create\t{text}\t10", "longer than the 255", "Use a shorter key");
        AssertSays(host, $"semaphore\tcreate-or-open\t{IpcKey.Legacy(text)}\t1", "longer than the 255", "Use a shorter key");
        AssertSays(host, $"create\tposix:/{text}\t10", "longer than the 255", "Use a shorter key");
        AssertSays(host, $"robust\topen-lock\t{text}\t600", "longer than the 255", "Use a shorter key");
    }

    private static void AssertSays(ChildProcess host, string command, params string[] parts)
    {
        var answer = host.Ask(command);
        Assert.StartsWith("error ", answer, StringComparison.Ordinal);
        Assert.All(parts, part => Assert.Contains(part, answer, StringComparison.Ordinal));
        Assert.DoesNotContain("belongs to another user", answer, StringComparison.Ordinal);
    }
}
