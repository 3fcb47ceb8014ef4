// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Interop.Tests.Peers;

namespace Quayside.Interop.Tests.Scenarios;

/// <summary>Two users and one key in a directory like /tmp.</summary>
public class UserScenarioTests
{
    /// <summary>Gets programs that another user can start.</summary>
    public static TheoryData<PeerProgram> Programs => [.. Pairs.Programs.Where(program => program != PeerProgram.Qt68)];

    [Theory]
    [InlineData(PeerProgram.Qt5)]
    [InlineData(PeerProgram.Qt6)]
    public void Qt_tells_another_user_that_permission_is_denied_and_not_whose_it_is(PeerProgram qt)
    {
        using var world = new PeerWorld();
        var refused = world.StartAsNobody(qt).New("share");
        Assert.True(world.Start(qt).New("share").Create(100));

        Assert.False(refused.Attach());

        Assert.Equal(SharedMemoryError.PermissionDenied, refused.Error);
        Assert.Equal("QSharedMemoryPrivate::initKey: unable to set key on lock", refused.ErrorString);
    }

    [Fact]
    public void Quayside_tells_another_user_whose_it_is()
    {
        using var world = new PeerWorld();
        var refused = world.StartAsNobody(PeerProgram.Quayside).New("share");
        Assert.True(world.Start(PeerProgram.Qt6).New("share").Create(100));

        Assert.False(refused.Attach());

        Assert.Equal(SharedMemoryError.PermissionDenied, refused.Error);
        Assert.Contains("belongs to user 0 (root), and this process runs as user 65534", refused.ErrorString, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void Root_attaches_to_what_nobody_has_made_with_Qt_and_is_told_whose_it_is_with_Quayside(PeerProgram program)
    {
        using var world = new PeerWorld();
        var created = world.StartAsNobody(program).New("share");
        Assert.True(created.Create(100));
        created.Write(0, 42);

        var attached = world.Start(program).New("share");

        if (Pairs.IsQuayside(program))
        {
            Assert.False(attached.Attach());
            Assert.Equal(SharedMemoryError.PermissionDenied, attached.Error);
        }
        else
        {
            Assert.True(attached.Attach());
            Assert.Equal([42], attached.Read(0, 1));
        }
    }
}
