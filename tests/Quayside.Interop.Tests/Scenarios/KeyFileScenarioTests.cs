// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Interop.Tests.Peers;

namespace Quayside.Interop.Tests.Scenarios;

/// <summary>Key files that are gone, replaced, or somebody else's.</summary>
public class KeyFileScenarioTests
{
    private const string MemoryPrefix = "qipc_sharedmemory_";

    [Theory]
    [MemberData(nameof(Pairs.QtAlone), MemberType = typeof(Pairs))]
    public void After_a_cleaner_of_tmp_Qt_that_detaches_deletes_the_key_file_of_anothers_new_segment(PeerProgram qt)
    {
        using var world = new PeerWorld();
        var (cutOff, second) = CutOff(world, qt, qt);
        Assert.Equal(2, world.Segments.Count);

        Assert.True(cutOff.Detach());

        Assert.False(File.Exists(second.NativeKey));
    }

    [Theory]
    [MemberData(nameof(Pairs.QuaysideThenQt), MemberType = typeof(Pairs))]
    public void After_a_cleaner_of_tmp_Quayside_that_detaches_takes_its_own_segment_and_no_file(PeerProgram quayside, PeerProgram qt)
    {
        using var world = new PeerWorld();
        var (cutOff, second) = CutOff(world, quayside, qt);

        Assert.True(cutOff.Detach());

        Assert.True(File.Exists(second.NativeKey));
        Assert.Single(world.Segments);
        var newcomer = world.Start(qt).New("share");
        Assert.True(newcomer.Attach());
        Assert.Equal(50, newcomer.Size);
    }

    [Theory]
    [MemberData(nameof(Pairs.QtAlone), MemberType = typeof(Pairs))]
    public void A_detach_of_Qt_that_finds_no_key_file_says_false_though_it_has_detached(PeerProgram qt)
    {
        using var world = new PeerWorld();
        var memory = WithoutKeyFile(world, qt);

        Assert.False(memory.Detach());

        Assert.Equal((false, SharedMemoryError.NoError), (memory.IsAttached, memory.Error));
    }

    [Theory]
    [MemberData(nameof(Pairs.QuaysideAlone), MemberType = typeof(Pairs))]
    public void A_detach_of_Quayside_that_finds_no_key_file_says_true(PeerProgram quayside)
    {
        using var world = new PeerWorld();
        var memory = WithoutKeyFile(world, quayside);

        Assert.True(memory.Detach());

        Assert.Equal((false, SharedMemoryError.NoError), (memory.IsAttached, memory.Error));
        Assert.Empty(world.Segments);
    }

    [Theory]
    [InlineData(PeerProgram.Qt5)]
    [InlineData(PeerProgram.Qt6)]
    public void A_detach_of_Qt_that_may_not_delete_the_key_file_says_false(PeerProgram qt)
    {
        using var world = new PeerWorld();
        Assert.False(BesideAnothersKeyFile(world, qt).Detach());
        Assert.Empty(world.Segments);
    }

    [Theory]
    [MemberData(nameof(Pairs.QuaysideAlone), MemberType = typeof(Pairs))]
    public void A_detach_of_Quayside_that_may_not_delete_the_key_file_says_true_and_leaves_it(PeerProgram quayside)
    {
        using var world = new PeerWorld();
        Assert.True(BesideAnothersKeyFile(world, quayside).Detach());
        Assert.Empty(world.Segments);
        Assert.Contains(world.KeyFiles.Names, name => name.StartsWith(MemoryPrefix, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Pairs.QtAlone), MemberType = typeof(Pairs))]
    public void A_failed_attach_of_Qt_leaves_a_lock_as_long_as_the_object_lives(PeerProgram qt)
    {
        using var world = new PeerWorld();
        Assert.False(world.Start(qt).New("share").Attach());

        Assert.Single(world.SemaphoreSets);
        Assert.Single(world.KeyFiles.Names);
    }

    [Theory]
    [MemberData(nameof(Pairs.QuaysideAlone), MemberType = typeof(Pairs))]
    public void A_failed_attach_of_Quayside_leaves_nothing(PeerProgram quayside)
    {
        using var world = new PeerWorld();
        Assert.False(world.Start(quayside).New("share").Attach());

        Assert.Empty(world.SemaphoreSets);
        Assert.Empty(world.KeyFiles.Names);
    }

    /// <summary>Lets one create, takes its key files away as a cleaner does, and lets another one create under the same key.</summary>
    private static (PeerMemory CutOff, PeerMemory Second) CutOff(PeerWorld world, PeerProgram first, PeerProgram second)
    {
        var (cutOff, other) = (world.Start(first).New("share"), world.Start(second).New("share"));
        Assert.True(cutOff.Create(100));
        foreach (var name in world.KeyFiles.Names)
        {
            File.Delete(world.KeyFiles[name]);
        }

        Assert.True(other.Create(50));
        return (cutOff, other);
    }

    private static PeerMemory WithoutKeyFile(PeerWorld world, PeerProgram program)
    {
        var memory = world.Start(program).New("share");
        Assert.True(memory.Create(100));
        File.Delete(memory.NativeKey!);
        return memory;
    }

    /// <summary>Lets another user create where the key file is root's already, as in /tmp.</summary>
    private static PeerMemory BesideAnothersKeyFile(PeerWorld world, PeerProgram program)
    {
        var memory = world.StartAsNobody(program).New("share");
        File.WriteAllText(memory.NativeKey!, string.Empty);
        Assert.True(memory.Create(100));
        return memory;
    }
}
