// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Interop.Tests.Peers;

namespace Quayside.Interop.Tests.NativeKeys;

/// <summary>The file behind a native key of System V, which memory and lock share.</summary>
public class NativeKeyFileTests
{
    [Theory]
    [MemberData(nameof(NativeKeyPairs.OfEveryKindAlone), MemberType = typeof(NativeKeyPairs))]
    public void A_newcomer_finds_the_segment_after_its_creator_has_left_unless_Qt_took_the_key_file(KeyKind kind, PeerProgram creator)
    {
        using var world = new PeerWorld();
        var creating = world.Start(creator);
        var created = creating.NewNative(world.NativeKey(kind));
        Assert.True(created.Create(100));
        var content = created.Fill(seed: 1);
        var attached = world.Start(PeerProgram.Quayside).NewNative(world.NativeKey(kind));
        Assert.True(attached.Attach());

        creating.Quit();

        // With the lock it made, Qt removes the file that gives the segment its key.
        var isLost = !Pairs.IsQuayside(creator) && !NativeKeyPairs.IsPosix(kind);
        Assert.Equal(content, attached.Checksum);
        var newcomer = world.Start(PeerProgram.QuaysideQt).NewNative(world.NativeKey(kind));
        Assert.Equal(!isLost, newcomer.Attach());
        Assert.Equal(isLost ? SharedMemoryError.NotFound : SharedMemoryError.NoError, newcomer.Error);
    }

    [Fact]
    public void A_directory_gives_a_key_and_stays_and_only_Qt_cannot_say_that_it_detached()
    {
        foreach (var program in NativeKeyPairs.Programs)
        {
            using var world = new PeerWorld();
            var directory = Directory.CreateDirectory(world.Scratch["directory"]).FullName;
            var memory = world.Start(program).NewNative("systemv:" + directory);
            Assert.True(memory.Create(100));

            Assert.Equal(Pairs.IsQuayside(program), memory.Detach());

            Assert.False(memory.IsAttached);
            Assert.True(Directory.Exists(directory));
        }
    }
}
