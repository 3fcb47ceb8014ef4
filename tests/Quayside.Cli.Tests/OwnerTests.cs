// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Cli.Tests;

/// <summary>Root meets what nobody has made, and names that user or not.</summary>
public sealed class OwnerTests : IDisposable
{
    private const string AsNobody = "setpriv --reuid=65534 --regid=65534 --clear-groups sh -c";

    private readonly PrivateWorld _world = new();

    public OwnerTests()
    {
        _world.Do("chmod 1777 /dev/shm . && umask 0");
        _world.Do($"{AsNobody} 'printf \"123456789\" > /dev/shm/share'");
    }

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("get posix:/share")]
    [InlineData("put posix:/share /etc/hostname --for 0")]
    [InlineData("picture get posix:/share")]
    [InlineData("picture show posix:/share")]
    [InlineData("rm posix:/share")]
    [InlineData("live get posix:/share")]
    [InlineData("live set posix:/share 1")]
    [InlineData("live watch posix:/share --count 1")]
    [InlineData("frames test posix:/share --count 1")]
    [InlineData("frames watch posix:/share --count 1")]
    public void A_verb_refuses_what_a_stranger_has_made_and_names_the_option(string arguments)
    {
        var (code, text) = _world.Run(arguments);

        Assert.Equal(77, code);
        Assert.Contains("belongs to user 65534 (nobody), and this process runs as user 0 (root)", text);
        Assert.Contains("--owner nobody", text);
        Assert.Equal("123456789", _world.Do("cat /dev/shm/share"));
    }

    [Fact]
    public void The_lock_of_a_stranger_is_refused_and_the_one_of_a_user_who_is_named_is_taken()
    {
        _world.Do($"{AsNobody} '(printf \"\\001\"; head -c 31 /dev/zero) > /dev/shm/sem.share'");

        var (code, text) = _world.Run("lock posix:/share -- echo inside");

        Assert.Equal(77, code);
        Assert.Contains("belongs to user nobody. Use it on purpose with --owner nobody", text);
        Assert.Equal((0, "inside"), _world.Run("lock posix:/share --owner nobody -- echo inside"));
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("65534")]
    public void A_user_who_is_named_is_read_and_removed(string user)
    {
        Assert.Equal((0, "123456789"), _world.Run($"get posix:/share --owner {user}"));
        _world.Do($"{AsNobody} 'printf \"123456789\" > /dev/shm/share'");
        Assert.Equal((0, "removed the segment of 'posix:/share' (9 bytes)"), _world.Run($"rm posix:/share --owner {user}"));
    }

    [Fact]
    public void A_user_whom_nobody_knows_is_refused_with_what_to_give()
    {
        var (code, text) = _world.Run("get posix:/share --owner no-such-user");

        Assert.Equal(64, code);
        Assert.Contains("'no-such-user' is no user of /etc/passwd", text);
    }

    [Fact]
    public void Looking_needs_no_owner()
    {
        Assert.Contains("nobody", _world.Run("inspect posix:/share").Text);
        Assert.Contains("posix:/share", _world.Run("ls --all").Text);
    }
}
