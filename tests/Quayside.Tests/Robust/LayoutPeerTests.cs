// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;
using Quayside.Tests.Support;
using Quayside.Waiting;

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

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Frames_are_drawn_and_looked_at_by_both()
    {
        using var directory = new PrivateDirectory();
        var shape = new FrameShape(5, 3, PixelFormat.Rgb24, 17);
        using var here = FramePublisher.Open(Key, shape, new FrameOptions { Slots = 3 });
        using var reader = FrameReader.Open(Key);
        using var peer = LayoutPeer.Start(directory, "look", Key.NativeName);
        peer.Send("next");
        Assert.True(peer.IsSilentFor(Moment));
        Publish(here, shape, 1);
        Assert.Equal("1 5 3 5 17 51 4,1,1,2", peer.Read());

        // It looks on, so its slot is left alone, and with the latest frame's there is one to draw in.
        for (byte value = 2; value < 20; value++)
        {
            Publish(here, shape, value);
        }

        Assert.True(reader.TryTake(out var held));
        Publish(here, shape, 20);
        Assert.False(here.TryBorrow(shape, out _));
        var borrowing = Background.Run(() => here.Borrow(shape, Watchdog.Patience));
        Assert.Equal("51", peer.Ask("again"));
        using (var draft = await borrowing)
        {
            _ = draft.Publish();
        }

        here.Resign();
        held.Dispose();
        using var painter = LayoutPeer.Start(directory, "draw", Key.NativeName, "9");
        Assert.Equal("22", painter.Read());
        Assert.True(reader.TryTake(out var frame, Watchdog.Patience));
        Assert.Equal(22, frame.Sequence);
        Assert.Equal(new FrameShape(6, 4, PixelFormat.Gray8, 8), frame.Shape);
        Assert.Equal(new FrameArea(1, 2, 3, 2), frame.Damage);
        Assert.Equal(-1, frame.Pixels.IndexOfAnyExcept((byte)9));
        Assert.InRange(frame.Age, TimeSpan.Zero, Watchdog.Patience);
        frame.Dispose();
        peer.Send("next");
        Assert.StartsWith("22 6 4 6 8 288 ", peer.Read(), StringComparison.Ordinal);
        peer.Kill();
    }

    [Fact]
    public void A_killed_peer_keeps_no_slot()
    {
        using var directory = new PrivateDirectory();
        var shape = new FrameShape(5, 3, PixelFormat.Rgb24, 17);
        using var here = FramePublisher.Open(Key, shape, new FrameOptions { Slots = 3 });
        using var reader = FrameReader.Open(Key);
        Frame held;
        using (var peer = LayoutPeer.Start(directory, "look", Key.NativeName))
        {
            peer.Send("next");
            Publish(here, shape, 1);
            Assert.StartsWith("1 ", peer.Read(), StringComparison.Ordinal);
            Publish(here, shape, 2);
            Assert.True(reader.TryTake(out held));
            Publish(here, shape, 3);
            Assert.False(here.TryBorrow(shape, out _));
            peer.Kill();
        }

        Publish(here, shape, 4);
        Assert.True(reader.TryTakeLatest(out var frame));
        Assert.Equal(4, frame.Pixels[0]);
        frame.Dispose();
        held.Dispose();
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

    private static void Publish(FramePublisher publisher, FrameShape shape, byte value)
    {
        using var draft = publisher.Borrow(shape);
        draft.Pixels.Fill(value);
        _ = draft.Publish(new FrameArea(4, 1, 1, 2));
    }
}
