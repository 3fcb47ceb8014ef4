// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;

namespace Quayside.CrashHost;

/// <summary>A peer that writes over a Quayside segment what it likes.</summary>
internal static class Hostility
{
    private const long Table = 4096;
    private const long Body = 8192;
    private const long Capacity = Body + 256;
    private const long FrameSlots = Body + 512;
    private const long FrameCapacity = Body + 520;

    // What protocols compare with, and what overflows.
    private static readonly ulong[] _evil =
    [
        0, 1, 2, 3, 4, 0x4000_0000, 0x8000_0000, 0xC000_0000, uint.MaxValue, 0x1_0000_0001, 0x1_0000_0002, 0x7FFF_FFFF_FFFF_FFFF,
        0x8000_0000_0000_0000, ulong.MaxValue - 1, ulong.MaxValue,
    ];

    /// <summary>Writes over header, table and body, word by word, until the process is killed.</summary>
    /// <param name="path">The segment's file, of 64 places at most.</param>
    /// <param name="seed">What is written.</param>
    public static string Scribble(string path, int seed)
    {
        var random = new Random(seed);
        using var file = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.ReadWrite);
        using var view = file.CreateViewAccessor();
        Console.WriteLine("scribbling");
        for (var count = 0L; ; count++)
        {
            var offset = Place(random, view.Capacity);
            var kept = view.ReadUInt64(offset);
            view.Write(offset, Word(random, kept));
            Thread.SpinWait(random.Next(200));

            // What opens refuse is put back, or after a moment nobody would use the segment any more; of the rest every other word.
            if (offset is < Table or Capacity or FrameSlots or FrameCapacity || random.Next(2) == 0)
            {
                view.Write(offset, kept);
            }
        }
    }

    private static long Place(Random random, long size) => random.Next(4) switch
    {
        0 => random.Next(0, 32) * 8,
        1 => Table + (random.Next(0, 64) * 8),
        2 => Body + (random.NextInt64(0, long.Min(64, (size - Body) / 8)) * 8),
        _ => random.NextInt64(0, size / 8) * 8,
    };

    private static ulong Word(Random random, ulong kept)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        random.NextBytes(bytes);
        var noise = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        return random.Next(4) switch
        {
            0 => _evil[random.Next(_evil.Length)],
            1 => kept ^ (1UL << random.Next(64)),
            2 => unchecked(kept + (ulong)random.Next(-3, 4)),
            _ => noise,
        };
    }
}
