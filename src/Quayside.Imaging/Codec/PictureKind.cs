// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Buffers.Binary;

namespace Quayside.Imaging.Codec;

/// <summary>Tells which kind of file something is that is no picture of a known format, by its first bytes. Stateless.</summary>
internal static class PictureKind
{
    private const int TextSearched = 1024;

    // ISO base media file format, 4.3: the first box has the type "ftyp"; in it are the brands of the file, the one it is before all first.
    private static readonly (byte[] Brand, string Name)[] _brands =
    [
        ("heic"u8.ToArray(), "a HEIC picture"), ("heix"u8.ToArray(), "a HEIC picture"), ("hevc"u8.ToArray(), "a HEIC picture"),
        ("avif"u8.ToArray(), "an AVIF picture"), ("avis"u8.ToArray(), "an AVIF picture"), ("crx "u8.ToArray(), "a Canon raw picture"),
        ("mif1"u8.ToArray(), "a HEIF picture"), ("msf1"u8.ToArray(), "a HEIF picture"),
    ];

    /// <summary>Names the kind.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <returns>Such as "a TIFF picture", or null when nothing tells.</returns>
    public static string? NameOf(ReadOnlySpan<byte> file) =>
        file is [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] ? OfBrands(file)
        : file.StartsWith("II*\0"u8) || file.StartsWith("MM\0*"u8) || file.StartsWith("II+\0"u8) || file.StartsWith("MM\0+"u8) ? "a TIFF or raw picture"
        : file is [0, 0, 0, 12, (byte)'J', (byte)'X', (byte)'L', (byte)' ', ..] or [0xFF, 0x0A, ..] ? "a JPEG XL picture"
        : file is [0, 0, 0, 12, (byte)'j', (byte)'P', ..] or [0xFF, 0x4F, 0xFF, 0x51, ..] ? "a JPEG 2000 picture"
        : file.StartsWith("8BPS"u8) ? "a Photoshop picture"
        : file.StartsWith("%PDF"u8) ? "a PDF document"
        : file is [0x76, 0x2F, 0x31, 0x01, ..] ? "an OpenEXR picture"
        : file.StartsWith("qoif"u8) ? "a QOI picture"
        : file.StartsWith("gimp xcf"u8) ? "a GIMP picture"
        : file is [0, 0, 1, 0, ..] ? "an icon (ICO)"
        : file is [(byte)'P', >= (byte)'1' and <= (byte)'7', (byte)'\n' or (byte)' ' or (byte)'\r', ..] ? "a PBM, PGM or PPM picture"
        : file is [0x1A, 0x45, 0xDF, 0xA3, ..] ? "a Matroska or WebM video"
        : IsSvg(file) ? "an SVG drawing"
        : null;

    private static string OfBrands(ReadOnlySpan<byte> file)
    {
        const int FirstBrand = 8;
        var box = file[..(int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(file), (uint)file.Length)];
        foreach (var (brand, name) in _brands)
        {
            for (var at = FirstBrand; at + brand.Length <= box.Length; at += brand.Length)
            {
                if (box[at..].StartsWith(brand))
                {
                    return name;
                }
            }
        }

        return "a video or a picture in an MP4 file";
    }

    // A drawing may have a declaration and comments before it.
    private static bool IsSvg(ReadOnlySpan<byte> file)
    {
        var text = file[..Math.Min(file.Length, TextSearched)];
        return text.IndexOf("<svg"u8) >= 0 && text.TrimStart((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF, (byte)' ', (byte)'\t', (byte)'\r', (byte)'\n']) is [(byte)'<', ..];
    }
}
