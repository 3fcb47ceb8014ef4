// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Robust;

/// <summary>A C program that knows docs/layout.md and nothing of Quayside takes part like any other.</summary>
public sealed class LayoutPeerTests : RobustTest
{
    [Fact]
    public void A_lock_excludes_both_and_is_abandoned_by_either()
    {
        using var directory = new PrivateDirectory();
        using var here = RobustLock.Open(Key);
        using (var peer = LayoutPeer.Start(directory, "lock", Key.NativeName))
        {
            Assert.Equal("Acquired", peer.Read());
            Assert.Equal(RobustLockResult.TimedOut, here.TryEnter(Moment));
            peer.Send("leave");
            Assert.Equal(RobustLockResult.Acquired, here.TryEnter(Watchdog.Patience));
        }

        using (var peer = LayoutPeer.Start(directory, "lock", Key.NativeName))
        {
            Assert.True(peer.IsSilentFor(Moment));
            here.Leave();
            Assert.Equal("Acquired", peer.Read());
            peer.Kill();
        }

        Assert.Equal(RobustLockResult.Abandoned, here.TryEnter(Watchdog.Patience));
        using var heir = RobustLock.Open(Key);
        using (var peer = LayoutPeer.Start(directory, "lock", Key.NativeName))
        {
            Assert.True(peer.IsSilentFor(Moment));
            here.Dispose();
            Assert.Equal("Abandoned", peer.Read());
            peer.Send("leave");
            Assert.Equal(RobustLockResult.Abandoned, heir.TryEnter(Watchdog.Patience));
        }

        using (var peer = LayoutPeer.Start(directory, "lock", Key.NativeName))
        {
            Assert.True(peer.IsSilentFor(Moment));
            heir.Leave();
            Assert.Equal("Abandoned", peer.Read());
            peer.Send("consistent");
            Assert.Equal(RobustLockResult.Acquired, heir.TryEnter(Watchdog.Patience));
        }
    }

    [Fact]
    public void A_live_value_is_read_and_written_by_both()
    {
        using var directory = new PrivateDirectory();
        using var here = LiveValue<long>.Open(Key);
        using var reader = LayoutPeer.Start(directory, "read", Key.NativeName);
        for (var i = 1; i <= 3; i++)
        {
            reader.Send("next");
            Assert.True(reader.IsSilentFor(Moment));
            _ = here.Write(i * 100);
            Assert.Equal($"{i} {i * 100}", reader.Read());
        }

        here.Resign();
        long version = 3;
        using var writer = LayoutPeer.Start(directory, "write", Key.NativeName, "777");
        Assert.Equal("4", writer.Read());
        Assert.True(here.WaitForChange(ref version, Watchdog.Patience));
        Assert.Equal(777, here.Read());
        reader.Send("next");
        Assert.Equal("4 777", reader.Read());
    }

    [Fact]
    public void A_signal_wakes_either()
    {
        using var directory = new PrivateDirectory();
        using var here = ChangeSignal.Open(Key);
        using var waiter = LayoutPeer.Start(directory, "wait", Key.NativeName);
        Assert.Equal("waiting", waiter.Read());
        Assert.True(waiter.IsSilentFor(Moment));
        _ = here.Publish();
        Assert.Equal("1", waiter.Read());

        long version = 1;
        using var publisher = LayoutPeer.Start(directory, "publish", Key.NativeName);
        Assert.True(here.WaitForChange(ref version, Watchdog.Patience));
        Assert.Equal(2, version);
    }
}
