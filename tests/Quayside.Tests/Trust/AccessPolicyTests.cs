// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;
using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Trust;

/// <summary>The rule by itself.</summary>
public class AccessPolicyTests
{
    private const uint Other = 4_000_000;
    private const uint Third = 4_000_001;
    private const uint NoGroup = 4_000_002;

    /// <summary>Gets rows of mode, whether the object has this process's group, and who is welcome to read and to write.</summary>
    public static TheoryData<int, bool, bool, bool> Modes => new()
    {
        { 0x180, false, false, false },
        { 0x180, true, false, false },
        { 0x1B0, false, false, false }, // 0660
        { 0x1B0, true, true, true },
        { 0x1A0, true, true, false }, // 0640
        { 0x1B6, false, true, true }, // 0666
        { 0x1A4, false, true, false }, // 0644
    };

    [Theory]
    [MemberData(nameof(Modes))]
    public void A_mode_welcomes_those_whom_it_lets_in(int mode, bool hasMyGroup, bool canRead, bool canWrite)
    {
        var policy = new AccessPolicy((UnixFileMode)mode);
        var owner = ObjectOwner.OfFile(Other, hasMyGroup ? UserIdentity.Group : NoGroup);

        Assert.Equal((canRead, canWrite), (policy.IsWelcome(owner, forWriting: false), policy.IsWelcome(owner)));
    }

    [Fact]
    public void Owner_and_maker_must_both_be_welcome()
    {
        var me = UserIdentity.User;
        var mine = default(AccessPolicy);
        var named = new AccessPolicy(default, Other);

        Assert.True(mine.IsWelcome(new ObjectOwner(me, me, NoGroup)));
        Assert.False(mine.IsWelcome(new ObjectOwner(me, Other, NoGroup)));
        Assert.False(mine.IsWelcome(new ObjectOwner(Other, me, NoGroup)));
        Assert.True(named.IsWelcome(new ObjectOwner(me, Other, NoGroup)));
        Assert.True(named.IsWelcome(new ObjectOwner(Other, me, NoGroup)));
        Assert.False(named.IsWelcome(new ObjectOwner(Third, Other, NoGroup)));

        // The group was the maker's.
        Assert.False(new AccessPolicy((UnixFileMode)0x1B0).IsWelcome(new ObjectOwner(Other, me, UserIdentity.Group)));
    }

    [Fact]
    public void A_refusal_names_the_one_who_is_not_welcome()
    {
        Assert.Equal(Other, default(AccessPolicy).Judge(new ObjectOwner(UserIdentity.User, Other, NoGroup), IpcStep.OpenLock).Stranger);
        Assert.Equal(Other, default(AccessPolicy).Judge(new ObjectOwner(Other, UserIdentity.User, NoGroup), IpcStep.OpenLock).Stranger);
    }

    [Theory]
    [InlineData("user 65534, which stands for all users", "-U --map-root-user")]
    [InlineData("this process runs as user 65534, which stands for all users", "-U")]
    public void An_id_that_is_not_mapped_is_nobodys_own(string words, string namespaces)
    {
        var key = $"posix:/{Testing.UniqueKey.Next("quayside-trust").Replace(' ', '-')}";
        var path = "/dev/shm/" + key["posix:/".Length..];
        Stranger.MakeFile(path, 4096);
        try
        {
            using var host = Host.StartUnshared(namespaces, "true");
            var answer = host.Ask($"attach\t{key}");

            Assert.StartsWith("error PermissionDenied ", answer, StringComparison.Ordinal);
            Assert.Contains(words, answer, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
