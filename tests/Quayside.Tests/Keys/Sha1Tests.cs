// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Text;
using Quayside.Keys;
using Quayside.Qt;

namespace Quayside.Tests.Keys;

public sealed class Sha1Tests
{
    [Theory]
    [InlineData("", "da39a3ee5e6b4b0d3255bfef95601890afd80709")]
    [InlineData("abc", "a9993e364706816aba3e25717850c26c9cd0d89d")]
    [InlineData("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "84983e441c3bd26ebaae4aa1f95129e5e54670f1")]
    public void The_examples_of_the_standard_hold(string message, string digest) =>
        Assert.Equal(digest, Hash(Encoding.ASCII.GetBytes(message)));

    [Theory]
    [InlineData(55)]
    [InlineData(56)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(119)]
    [InlineData(120)]
    [InlineData(1000)]
    public void Messages_around_the_block_size_agree_with_the_systems_own(int length)
    {
        var message = new byte[length];
        new Random(length).NextBytes(message);

#pragma warning disable CA5350 // The weak algorithm is the one to compare with.
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA1.HashData(message)), Hash(message));
#pragma warning restore CA5350
    }

    private static string Hash(byte[] message)
    {
        var digest = new byte[Sha1.DigestSize];
        Sha1.Hash(message, digest);
        return Convert.ToHexStringLower(digest);
    }
}
