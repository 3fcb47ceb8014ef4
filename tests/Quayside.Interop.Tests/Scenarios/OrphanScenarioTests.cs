// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Interop.Tests.Peers;

namespace Quayside.Interop.Tests.Scenarios;

/// <summary>A segment whose only user was killed, and the next one who calls create(): Qt since 6.6, Qt before, Quayside.</summary>
public class OrphanScenarioTests
{
    private const string Exists = "False AlreadyExists";
    private const string NotFound = "False NotFound";
    private const string Done = "True NoError";

    /// <summary>Gets programs and what the second create(), an attach() in its place, and the end of the object do.</summary>
    public static TheoryData<PeerProgram, string, string, int> OfQt =>
        [.. Pairs.QtPrograms.Select(qt => qt == PeerProgram.Qt68 ? (qt, Done, NotFound, 0) : (qt, Exists, Done, 1))];

    [Theory]
    [MemberData(nameof(OfQt))]
    public void After_a_refused_create_Qt_since_66_destroys_the_orphan_whatever_is_done_next(
        PeerProgram qt, string secondCreate, string attach, int segmentsAtTheEnd)
    {
        Assert.Equal([Exists, secondCreate], Answers(qt, "create", "create"));
        Assert.Equal([Exists, attach], Answers(qt, "create", "attach"));
        Assert.Equal(segmentsAtTheEnd, SegmentsAfterAFailure(qt));
    }

    [Theory]
    [MemberData(nameof(Pairs.QuaysideAlone), MemberType = typeof(Pairs))]
    public void After_a_refused_create_Quayside_leaves_the_orphan_to_who_wants_it(PeerProgram quayside)
    {
        Assert.Equal([Exists, Exists], Answers(quayside, "create", "create"));
        Assert.Equal([Exists, Done], Answers(quayside, "create", "attach"));
        Assert.Equal(1, SegmentsAfterAFailure(quayside));
    }

    [Fact]
    public void A_POSIX_segment_of_Qt_stays_when_its_last_user_has_gone()
    {
        Assert.SkipUnless(PeerExecutables.HasQt68, "Qt 6.8 is not here: `./test --qt68` makes it.");
        using var world = new PeerWorld();
        var peer = world.Start(PeerProgram.Qt68);
        Assert.True(peer.NewNative(world.NativeKey(KeyKind.Posix)).Create(100));

        peer.Quit();

        Assert.Equal([world.Word], world.PosixObjects);
    }

    [Theory]
    [MemberData(nameof(Pairs.QuaysideAlone), MemberType = typeof(Pairs))]
    public void A_POSIX_segment_of_Quayside_goes_with_its_last_user_also_after_a_kill(PeerProgram quayside)
    {
        using var world = new PeerWorld();
        var (killed, staying) = (world.Start(quayside), world.Start(quayside));
        Assert.True(killed.NewNative(world.NativeKey(KeyKind.Posix)).Create(100));
        Assert.True(staying.NewNative(world.NativeKey(KeyKind.Posix)).Attach());

        killed.Kill();
        staying.Quit();

        world.AssertNothingRemains();
    }

    private static List<string> Answers(PeerProgram program, params string[] verbs)
    {
        using var world = new PeerWorld();
        LeaveOrphan(world);
        var memory = world.Start(program).New("share");
        return [.. verbs.Select(verb => $"{(verb == "create" ? memory.Create(50) : memory.Attach())} {memory.Error}")];
    }

    private static int SegmentsAfterAFailure(PeerProgram program)
    {
        using var world = new PeerWorld();
        LeaveOrphan(world);
        var memory = world.Start(program).New("share");
        Assert.False(memory.Create(50));
        Assert.True(memory.Destroy());
        return world.Segments.Count;
    }

    private static void LeaveOrphan(PeerWorld world)
    {
        var peer = world.Start(PeerProgram.Qt6);
        Assert.True(peer.New("share").Create(100));
        peer.Kill();
        Assert.Equal(0, Assert.Single(world.Segments).Attached);
    }
}
