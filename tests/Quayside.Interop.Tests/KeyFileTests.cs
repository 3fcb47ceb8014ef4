// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Interop.Tests.Peers;

namespace Quayside.Interop.Tests;

/// <summary>Key files that a cleaner of temporary files deletes while programs are attached: the key then means new objects.</summary>
public class KeyFileTests
{
    [Theory]
    [MemberData(nameof(Pairs.QuaysideThenQt), MemberType = typeof(Pairs))]
    [MemberData(nameof(Pairs.QtThenQuayside), MemberType = typeof(Pairs))]
    public void Whoever_had_the_old_segment_keeps_it_and_only_Qt_takes_the_new_key_file_away_with_it(PeerProgram early, PeerProgram late)
    {
        using var world = new PeerWorld();
        var (old, fresh) = (world.Start(early).New("share"), world.Start(late).New("share"));
        Assert.True(old.Create(100));
        var oldContent = old.Fill(seed: 1);
        DeleteKeyFiles(world);

        Assert.True(fresh.Create(200));
        var freshContent = fresh.Fill(seed: 2);
        Assert.Equal(oldContent, old.Checksum);
        Assert.True(old.Detach());

        var newcomer = world.Start(late).New("share");
        Assert.Equal(Pairs.IsQuayside(early), newcomer.Attach());
        Assert.Equal(freshContent, fresh.Checksum);
        if (Pairs.IsQuayside(early))
        {
            Assert.Equal(freshContent, newcomer.Checksum);
        }
        else
        {
            Assert.Equal(SharedMemoryError.NotFound, newcomer.Error);
        }
    }

    [Theory]
    [MemberData(nameof(Pairs.QuaysideAndQt), MemberType = typeof(Pairs))]
    public void Those_who_have_the_old_segment_go_on_keeping_each_other_out(PeerProgram first, PeerProgram second)
    {
        using var world = new PeerWorld();
        var (one, other) = (world.Start(first), world.Start(second));
        var (ones, others) = (one.New("share"), other.New("share"));
        Assert.True(ones.Create(100));
        Assert.True(others.Attach());
        DeleteKeyFiles(world);
        var fresh = world.Start(first).New("share");
        Assert.True(fresh.Create(200));

        Assert.True(ones.Lock());
        others.Send("lock");
        other.AssertWaits();
        Assert.True(ones.Unlock());
        Assert.Equal("true", other.Answer());
        ones.Send("lock");
        one.AssertWaits();
        Assert.True(others.Unlock());
        Assert.Equal("true", one.Answer());
        Assert.True(ones.Unlock());
    }

    private static void DeleteKeyFiles(PeerWorld world)
    {
        foreach (var name in world.KeyFiles.Names)
        {
            File.Delete(world.KeyFiles[name]);
        }
    }
}
