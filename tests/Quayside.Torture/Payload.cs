// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Buffers.Binary;
using System.IO.Hashing;

namespace Quayside.Torture;

/// <summary>Random bytes that begin with their checksum.</summary>
internal static class Payload
{
    /// <summary>The most bytes of a payload.</summary>
    public const int MostBytes = 4096;

    /// <summary>The fewest bytes of a payload.</summary>
    public const int FewestBytes = 64;

    /// <summary>Makes a payload.</summary>
    /// <param name="memory">Where.</param>
    /// <param name="length">Its bytes.</param>
    /// <param name="random">Which.</param>
    public static ReadOnlySpan<byte> Make(byte[] memory, int length, Random random)
    {
        var payload = memory.AsSpan(0, length);
        Fill(payload, random);
        return payload;
    }

    /// <summary>Makes a payload in place.</summary>
    /// <param name="payload">Where, at least <see cref="FewestBytes"/> bytes.</param>
    /// <param name="random">Which.</param>
    public static void Fill(Span<byte> payload, Random random)
    {
        random.NextBytes(payload);
        BinaryPrimitives.WriteInt64LittleEndian(payload, Checksum(payload));
    }

    /// <summary>Gets whether a payload is as it was made.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> payload) =>
        payload.Length >= FewestBytes && ChecksumOf(payload) == Checksum(payload);

    /// <summary>Gets the checksum that a payload begins with.</summary>
    public static long ChecksumOf(ReadOnlySpan<byte> payload) => BinaryPrimitives.ReadInt64LittleEndian(payload);

    private static long Checksum(ReadOnlySpan<byte> payload) => unchecked((long)XxHash3.HashToUInt64(payload[sizeof(long)..]));
}
