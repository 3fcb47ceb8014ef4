// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;
using Quayside.Platform.Keyed;
using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Backends;

/// <summary>What every backend must do that reaches other processes.</summary>
public abstract class InterprocessContract : BackendContract
{
    private static readonly TimeSpan _short = TimeSpan.FromMilliseconds(120);

    /// <summary>Gets whether the mechanism tells who holds a lock.</summary>
    private protected virtual bool KnowsHolders => true;

    /// <summary>Starts a process that is attached to the test's key.</summary>
    private protected ChildProcess StartPeer()
    {
        var peer = Host.Start();
        Assert.Equal($"Created {SizeFor(10)}", peer.Ask($"create-or-attach\t{Key}\t10"));
        return peer;
    }

    [Fact]
    public void Processes_exclude_each_other_and_the_holder_is_told_where_it_is_known()
    {
        using var peer = StartPeer();
        Assert.Equal("locked", peer.Ask("lock"));
        var key = NewLock();

        Assert.Equal(LockOutcome.TimedOut, Try(key, _short));
        Assert.Equal(KnowsHolders ? peer.Id : 0, key.FindHolder().Process);

        Assert.Equal("True", peer.Ask("unlock"));
        Assert.True(key.Release(Take(key)));
        Assert.Equal(LockHolder.Nobody, key.FindHolder());
    }

    [Fact]
    public void Processes_share_the_memory_and_the_last_one_removes_it()
    {
        using var peer = StartPeer();
        var ours = Open();
        Assert.Equal("written", peer.Ask("write\t3\t42"));

        Assert.Equal(42, ours.Region.ReadOnlySlice(3, 1)[0]);

        Detach(ours);
        Assert.True(Backend.ProbeSegment(Name).Succeeded);
        Assert.Equal("disposed", peer.Ask("dispose"));
        Assert.True(Backend.IsAbsent(Name));
    }

    [Fact]
    public void Two_mappings_of_one_process_are_two_addresses()
    {
        var first = Create();

        Assert.False(first.Region.ReadOnlySlice(0, 1).Overlaps(Open().Region.ReadOnlySlice(0, 1)));
    }
}
