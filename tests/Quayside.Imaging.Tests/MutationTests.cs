// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Imaging.Tests;

/// <summary>Damage of any kind gives a picture or a <see cref="PictureFormatException"/>, and nothing else.</summary>
public sealed class MutationTests
{
    private const int Rounds = 2000;

    private static readonly PictureLimits _limits = new() { MaxDecodedBytes = 1 << 20 };

    public static TheoryData<string> Formats => ["png", "png with palette", "gif", "bmp", "webp", "jpeg"];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Mutated_files(string format)
    {
        var original = File(format);
        var random = new Random(20);
        for (var i = 0; i < Rounds; i++)
        {
            var mutant = Mutate(original, random);
            Decoded.OrRefused(() => QtPicture.FromEncoded(mutant, _limits));
            HandMadePng.RepairChecksums(mutant);
            Decoded.OrRefused(() => QtPicture.FromEncoded(mutant, _limits));
            Decoded.OrRefused(() => QtPicture.Read([0, 0, 0, 1, .. mutant], _limits));
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Files_cut_at_every_byte(string format)
    {
        var original = File(format);
        for (var length = 0; length < original.Length; length++)
        {
            Decoded.OrRefused(() => QtPicture.FromEncoded(original.AsSpan(0, length), _limits));
        }
    }

    private static byte[] File(string format) => format switch
    {
        "png" => HandMadePng.Small,
        "png with palette" => HandMadePng.Make(
            2, 1, 4, HandMadePng.Palette, [[0x01]], HandMadePng.Chunk("PLTE", [1, 2, 3, 4, 5, 6]), HandMadePng.Chunk("tRNS", [9])),
        "gif" => Corpus.Gif,
        "bmp" => Corpus.Bmp,
        "webp" => Corpus.WebP,
        "jpeg" => Corpus.Jpeg(6),
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

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
