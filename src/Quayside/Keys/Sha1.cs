// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Buffers.Binary;
using System.Numerics;

namespace Quayside.Keys;

/// <summary>SHA-1 (FIPS 180-4), for deriving Qt's names only: it protects nothing.</summary>
/// <remarks>
/// .NET's own asks OpenSSL, which takes 5 ms to load for the first key of a process and must be installed; a name is one block.
/// Stateless and thread-safe.
/// </remarks>
internal static class Sha1
{
    /// <summary>Length of a digest in bytes.</summary>
    public const int DigestSize = 20;

    private const int BlockSize = 64;
    private const int LengthSize = 8;
    private const int Rounds = 80;

    /// <summary>Computes the digest of a message.</summary>
    /// <param name="message">Any bytes.</param>
    /// <param name="digest">Receives <see cref="DigestSize"/> bytes.</param>
    public static void Hash(ReadOnlySpan<byte> message, Span<byte> digest)
    {
        Span<uint> state = [0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0];
        var rest = message;
        for (; rest.Length >= BlockSize; rest = rest[BlockSize..])
        {
            Absorb(state, rest[..BlockSize]);
        }

        // The end: a one bit, zeroes, and the length in bits; it spills into a second block when the length does not fit behind the rest.
        Span<byte> end = stackalloc byte[2 * BlockSize];
        end.Clear();
        rest.CopyTo(end);
        end[rest.Length] = 0x80;
        end = end[..(rest.Length < BlockSize - LengthSize ? BlockSize : 2 * BlockSize)];
        BinaryPrimitives.WriteUInt64BigEndian(end[^LengthSize..], (ulong)message.Length * 8);
        for (var block = 0; block < end.Length; block += BlockSize)
        {
            Absorb(state, end.Slice(block, BlockSize));
        }

        for (var i = 0; i < state.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(digest[(i * sizeof(uint))..], state[i]);
        }
    }

    private static void Absorb(Span<uint> state, ReadOnlySpan<byte> block)
    {
        Span<uint> schedule = stackalloc uint[Rounds];
        for (var i = 0; i < 16; i++)
        {
            schedule[i] = BinaryPrimitives.ReadUInt32BigEndian(block[(i * sizeof(uint))..]);
        }

        for (var i = 16; i < Rounds; i++)
        {
            schedule[i] = BitOperations.RotateLeft(schedule[i - 3] ^ schedule[i - 8] ^ schedule[i - 14] ^ schedule[i - 16], 1);
        }

        // Additions are modulo 2^32 by definition.
        unchecked
        {
            var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4]);
            for (var i = 0; i < Rounds; i++)
            {
                var (mix, constant) = (i / 20) switch
                {
                    0 => ((b & c) | (~b & d), 0x5A827999u),
                    1 => (b ^ c ^ d, 0x6ED9EBA1u),
                    2 => ((b & c) | (b & d) | (c & d), 0x8F1BBCDCu),
                    _ => (b ^ c ^ d, 0xCA62C1D6u),
                };
                var next = BitOperations.RotateLeft(a, 5) + mix + e + constant + schedule[i];
                (a, b, c, d, e) = (next, a, BitOperations.RotateLeft(b, 30), c, d);
            }

            state[0] += a;
            state[1] += b;
            state[2] += c;
            state[3] += d;
            state[4] += e;
        }
    }
}
