// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Globalization;

namespace Quayside.Imaging.Tests;

/// <summary>
/// Damage of any kind gives a picture or a <see cref="PictureFormatException"/>, and nothing else; no byte behind the stream is read, and
/// no more memory taken than allowed.
/// </summary>
/// <remarks>QUAYSIDE_MUTATIONS=N in the environment makes it N rounds for each kind of picture.</remarks>
[Collection(Alone.Name)]
public sealed class MutationTests
{
    private const long MostGrowth = 64 << 20;

    private static readonly int _rounds =
        int.Parse(Environment.GetEnvironmentVariable("QUAYSIDE_MUTATIONS") ?? "2000", CultureInfo.InvariantCulture);

    private static readonly PictureLimits _limits = new() { MaxDecodedBytes = 1 << 20 };

    public static TheoryData<string> Formats =>
    [
        "png", "png with palette", "png of 16 bits", "png interlaced", "gif", "bmp", "webp", "jpeg",
        "stored colour", "stored alpha", "stored grey", "stored grey of 16 bits", "stored in many chunks",
    ];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Mutated_files(string format)
    {
        var original = File(format);
        var random = new Random(20);
        using var memory = new GuardedBytes(original.Length + 4);
        var before = ForgetPeak();
        for (var i = 0; i < _rounds; i++)
        {
            var mutant = Mutate(original, random);
            Decoded.OrRefused(() => QtPicture.FromEncoded(mutant, _limits));
            HandMadePng.RepairChecksums(mutant);
            Decoded.OrRefused(() => QtPicture.FromEncoded(mutant, _limits).Compress(PictureCompression.Fast));
            Decoded.OrRefused(() => QtPicture.Read(memory.Put([0, 0, 0, 1, .. mutant]), _limits));
            Decoded.OrRefused(() => QtPicture.ReadPixels(memory.Put([0, 0, 0, 1, .. mutant]), _limits));
        }

        using var after = Process.GetCurrentProcess();
        Assert.InRange(after.PeakWorkingSet64, 0, before + MostGrowth);
    }

    // Otherwise growth up to what some test before this one took would go unseen. Source: proc_pid_clear_refs(5).
    private static long ForgetPeak()
    {
        System.IO.File.WriteAllText("/proc/self/clear_refs", "5");
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Files_cut_at_every_byte(string format)
    {
        var original = File(format);
        using var memory = new GuardedBytes(original.Length + 4);
        for (var length = 0; length < original.Length; length++)
        {
            Decoded.OrRefused(() => QtPicture.FromEncoded(original.AsSpan(0, length), _limits));
            Decoded.OrRefused(() => QtPicture.ReadPixels(memory.Put([0, 0, 0, 1, .. original[..length]]), _limits));
        }
    }

    private static byte[] File(string format) => format switch
    {
        "png" => HandMadePng.Small,
        "png with palette" => Corpus.Palette,
        "png of 16 bits" => Corpus.Sixteen,
        "png interlaced" => Corpus.Interlaced,
        "gif" => Corpus.Gif,
        "bmp" => Corpus.Bmp,
        "webp" => Corpus.WebP,
        "jpeg" => Corpus.Jpeg(6),
        "stored colour" => Stored(PixelFormat.Rgb24),
        "stored alpha" => Stored(PixelFormat.Rgba),
        "stored grey" => Stored(PixelFormat.Gray8),
        "stored grey of 16 bits" => Stored(PixelFormat.Gray16),
        "stored in many chunks" => Corpus.ManyChunks,
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

    private static byte[] Stored(PixelFormat format) => QtPicture.FromPixels(
        new SomePixels(format, IsOpaque: false, 5, 4, 20, Seed: 6).View, PictureCompression.Stored).Png.ToArray();

    private static byte[] Mutate(byte[] original, Random random)
    {
        var mutant = original.ToArray();
        for (var changes = random.Next(1, 5); changes > 0; changes--)
        {
            mutant[random.Next(mutant.Length)] = random.Next(4) switch
            {
                0 => 0,
                1 => 0xFF,
                _ => (byte)random.Next(256),
            };
        }

        return mutant;
    }
}
