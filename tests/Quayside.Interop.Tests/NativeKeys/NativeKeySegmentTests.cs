// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Interop.Tests.Peers;

namespace Quayside.Interop.Tests.NativeKeys;

/// <summary>Segments under native keys: their size, their bytes, and who takes them away.</summary>
public class NativeKeySegmentTests
{
    [Theory]
    [MemberData(nameof(NativeKeyPairs.OfEveryKind), MemberType = typeof(NativeKeyPairs))]
    public void Size_and_bytes_are_the_same_on_both_sides(KeyKind kind, PeerProgram creator, PeerProgram attacher)
    {
        using var world = new PeerWorld();
        var created = world.Start(creator).NewNative(world.NativeKey(kind));
        var attached = world.Start(attacher).NewNative(world.NativeKey(kind));
        Assert.False(attached.Attach());
        Assert.Equal(SharedMemoryError.NotFound, attached.Error);

        Assert.True(created.Create(5000));
        var sent = created.Fill(seed: 1);
        Assert.True(attached.Attach());

        Assert.Equal((5000, 5000), (created.Size, attached.Size));
        Assert.Equal(sent, attached.Checksum);
        Assert.Equal(attached.Fill(seed: 2), created.Checksum);
        Assert.True(attached.Detach());
        Assert.True(attached.AttachReadOnly());
        Assert.Equal(created.Checksum, attached.Checksum);
    }

    [Theory]
    [MemberData(nameof(NativeKeyPairs.OfEveryKind), MemberType = typeof(NativeKeyPairs))]
    public void A_second_creator_is_told_that_the_segment_exists_and_leaves_it_as_it_is(KeyKind kind, PeerProgram creator, PeerProgram second)
    {
        using var world = new PeerWorld();
        var created = world.Start(creator).NewNative(world.NativeKey(kind));
        var refused = world.Start(second).NewNative(world.NativeKey(kind));
        Assert.True(created.Create(5000));
        var content = created.Fill(seed: 1);

        Assert.False(refused.Create(200));

        Assert.Equal(SharedMemoryError.AlreadyExists, refused.Error);
        Assert.True(refused.Attach());
        Assert.Equal(content, refused.Checksum);
    }

    [Theory]
    [MemberData(nameof(NativeKeyPairs.OfEveryKind), MemberType = typeof(NativeKeyPairs))]
    public void Nothing_remains_unless_Qt_leaves_a_POSIX_segment_last(KeyKind kind, PeerProgram creator, PeerProgram last)
    {
        using var world = new PeerWorld();
        var (first, second) = (world.Start(creator), world.Start(last));
        Assert.True(first.NewNative(world.NativeKey(kind)).Create(5000));
        var attached = second.NewNative(world.NativeKey(kind));
        Assert.True(attached.Attach());
        first.Quit();
        Assert.True(attached.Lock());
        Assert.True(attached.Unlock());

        second.Quit();

        if (Pairs.IsQuayside(last))
        {
            world.AssertNothingRemains();
        }
        else
        {
            // The lock that Quayside made stays for ever with Qt, which removes only its own; so does every POSIX segment.
            Assert.Empty(world.Segments);
            Assert.Equal(NativeKeyPairs.IsPosix(kind) ? 2 : 0, world.PosixObjects.Count);
        }
    }

    [Theory]
    [MemberData(nameof(NativeKeyPairs.OfPosix), MemberType = typeof(NativeKeyPairs))]
    public void Quayside_recovers_what_was_left_and_takes_it_away_when_it_leaves(KeyKind kind, PeerProgram killed, PeerProgram visitor)
    {
        using var world = new PeerWorld();
        var leaving = world.Start(killed);
        var left = leaving.NewNative(world.NativeKey(kind));
        Assert.True(left.Create(5000));
        var content = left.Fill(seed: 1);
        leaving.Kill();

        // Whoever looks in between finds it whole; a Qt program that leaves it again changes nothing.
        var visiting = world.Start(visitor);
        var visited = visiting.NewNative(world.NativeKey(kind));
        Assert.False(visited.Create(64));
        Assert.Equal(SharedMemoryError.AlreadyExists, visited.Error);
        Assert.True(visited.Attach());
        Assert.Equal(content, visited.Checksum);
        visiting.Kill();

        var recovering = world.Start(PeerProgram.Quayside);
        var recovered = recovering.NewNative(world.NativeKey(kind));
        Assert.True(recovered.CreateOrAttach(5000));
        Assert.Equal(SharedMemoryOrigin.Recovered, recovered.Origin);
        Assert.Equal(content, recovered.Checksum);
        recovering.Quit();
        world.AssertNothingRemains();
    }
}
