// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Interop.Tests.Peers;

namespace Quayside.Interop.Tests;

/// <summary>Where key files lie: what each program makes of the same TMPDIR.</summary>
public class TemporaryDirectoryTests
{
    private const string Name = "/qipc_sharedmemory_shareaab90dfe8c6f152a4fb071f5f4f9df804626e6ab";

    [Theory]
    [MemberData(nameof(Pairs.Everyone), MemberType = typeof(Pairs))]
    public void No_TMPDIR_means_tmp(PeerProgram program)
    {
        using var world = new PeerWorld();
        Assert.Equal("/tmp" + Name, NativeKey(world, program, null));
        Assert.Equal("/tmp" + Name, NativeKey(world, program, ""));
    }

    [Theory]
    [MemberData(nameof(Pairs.Everyone), MemberType = typeof(Pairs))]
    public void A_link_is_followed(PeerProgram program)
    {
        using var world = new PeerWorld();
        var target = Directory.CreateDirectory(world.Scratch["target"]).FullName;
        var link = Directory.CreateSymbolicLink(world.Scratch["link"], target).FullName;
        Directory.CreateDirectory(Path.Combine(target, "below"));

        Assert.Equal(target + Name, NativeKey(world, program, link));
        Assert.Equal(target + Name, NativeKey(world, program, link + "/"));
        Assert.Equal(target + "/below" + Name, NativeKey(world, program, link + "/below"));
    }

    [Theory]
    [MemberData(nameof(Pairs.Everyone), MemberType = typeof(Pairs))]
    public void Dots_and_doubled_slashes_go_away_before_links_are_followed(PeerProgram program)
    {
        using var world = new PeerWorld();
        var deep = Directory.CreateDirectory(world.Scratch["deep/inside"]).FullName;
        Directory.CreateSymbolicLink(world.Scratch["link"], deep);

        Assert.Equal(world.Scratch.Path + Name, NativeKey(world, program, world.Scratch.Path + "/.//x/.."));
        Assert.Equal(world.Scratch.Path + Name, NativeKey(world, program, world.Scratch.Path + "/link/.."));
        Assert.Equal(deep + Name, NativeKey(world, program, world.Scratch.Path + "//link/./"));
    }

    [Theory]
    [MemberData(nameof(Pairs.Everyone), MemberType = typeof(Pairs))]
    public void A_missing_or_relative_TMPDIR_puts_key_files_into_the_root(PeerProgram program)
    {
        using var world = new PeerWorld();
        Assert.Equal(Name, NativeKey(world, program, world.Scratch["missing"]));
        Assert.Equal(Name, NativeKey(world, program, "relative"));
    }

    private static string? NativeKey(PeerWorld world, PeerProgram program, string? temporaryDirectory) =>
        world.StartWithTemporaryDirectory(program, temporaryDirectory).New("share").NativeKey;
}
