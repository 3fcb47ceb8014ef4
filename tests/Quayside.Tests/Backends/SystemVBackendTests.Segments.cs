// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;

namespace Quayside.Tests.Backends;

public sealed partial class SystemVBackendTests
{
    [Fact]
    public void Forgetting_takes_a_name_away_only_if_no_segment_is_behind_it()
    {
        var made = Create();
        Backend.ForgetName(Name);
        Assert.True(Backend.FindSegment(Name, out _).Succeeded);

        Detach(made);
        File.WriteAllText(Name, string.Empty);
        Backend.ForgetName(Name);
        Assert.True(Backend.IsAbsent(Name));
    }

    [Fact]
    public void A_file_with_somebodys_data_under_the_name_is_never_deleted()
    {
        File.WriteAllText(Name, "mine");
        Detach(Create());
        Backend.ForgetName(Name);

        Assert.Equal("mine", File.ReadAllText(Name));
        File.Delete(Name);
    }

    [Fact]
    public void The_kernel_tells_maker_and_owner()
    {
        var info = Create().Info;

        Assert.Equal(Environment.ProcessId, info.CreatorProcess);
        Assert.Equal(UserIdentity.User, info.OwnerUser);
        Assert.True(info.IsOurs);
    }

    [Fact]
    public void A_stamp_changes_with_every_use_of_the_lock_by_another_process()
    {
        using var peer = StartPeer();
        var before = Backend.Observe(Name, LockName);
        Assert.Equal(peer.Id, before.LockProcess);

        var key = NewLock();
        Assert.True(key.Release(Take(key)));

        Assert.Equal(before with { LockProcess = Environment.ProcessId }, Backend.Observe(Name, LockName) with { LockTime = before.LockTime });
    }
}
