// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Interop.Tests.Peers;

namespace Quayside.Interop.Tests;

/// <summary>The native key behind a key: the same in every program, whatever the key is made of.</summary>
public class NativeKeyTests
{
    private const string Prefix = "qipc_sharedmemory_";

    /// <summary>Gets keys and the names that Qt makes of them.</summary>
    public static TheoryData<string, string> Vectors => new()
    {
        { "share", "shareaab90dfe8c6f152a4fb071f5f4f9df804626e6ab" },
        { "头像/1", "5180afc6afc408793e2e8daa6b82f1994d8dc1f9" },
        { "QSharedMemoryExample", "QSharedMemoryExampleff77196351dd7c1c8f79461ad32f21726fe31f5b" },
        { "key1", "key1073ab6cda4b991cd29f9e83a307f34004ae9327" },
        { "Nol", "Nol48ec124f85b2a18e06f1729acc335f760d458771" },
        { "Nël", "Nl5d03759e1378dd3c7a1342de77476696f93518f6" },
        { "Global\\x", "Globalx117baa371cf116dbf6f318a429a63c6c57885dce" },
        { "/sometext", "sometextecfbdf0f21d97ac8ff2823501a02e75ede4e73c5" },
        { "a😀", "a6557926fc49d5263a35479e7c4ac5218786409be" },
        { "42", "92cfceb39d57d914ed8b14d0e37643de0797ae56" },
        { "a\0b", "ab4a3dec2d1f8245280855c42db0ee4239f917fdb8" },
    };

    /// <summary>Gets keys that are written down as tokens because not every character survives a test's name.</summary>
    public static TheoryData<string> Keys =>
    [
        "share",
        "头像/1",
        new string('k', 150) + new string('7', 150),
        "😀🚢",
        "two words / and a slash/ ",
        "line\nbreak",
        "\\ud800 alone",
        "before \\udc00\\ud800 after",
        "a\\u0000b",
    ];

    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_native_key_is_the_known_one(string key, string name)
    {
        using var world = new PeerWorld();
        foreach (var program in Pairs.Programs)
        {
            Assert.Equal(world.KeyFiles[Prefix + name], world.Start(program).New(key).NativeKey);
        }
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void All_programs_meet_under_a_key_of_any_characters(string escapedKey)
    {
        var key = System.Text.RegularExpressions.Regex.Replace(
            escapedKey, @"\\u(....)", unit => ((char)Convert.ToInt32(unit.Groups[1].Value, 16)).ToString());
        using var world = new PeerWorld();
        var peers = Pairs.Programs.Select(world.Start).ToList();
        foreach (var creator in peers)
        {
            var created = creator.New(key);
            Assert.True(created.Create(16));
            created.Write(3, (byte)creator.Program, 0xA5);
            foreach (var attacher in peers.Where(peer => peer != creator))
            {
                var attached = attacher.New(key);
                Assert.Equal(created.NativeKey, attached.NativeKey);
                Assert.True(attached.Attach());
                Assert.Equal([(byte)creator.Program, 0xA5], attached.Read(3, 2));
                Assert.True(attached.Destroy());
            }

            Assert.True(created.Destroy());
        }

        world.AssertNothingRemains();
    }

    [Fact]
    public void An_empty_key_has_no_native_key()
    {
        using var world = new PeerWorld();
        foreach (var program in Pairs.Programs)
        {
            Assert.Null(world.Start(program).New("").NativeKey);
        }
    }
}
