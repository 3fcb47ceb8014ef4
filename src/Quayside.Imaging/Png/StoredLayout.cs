// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Imaging.Png;

/// <summary>Where everything is in a PNG whose pixels are stored as they are: its size follows from the header alone.</summary>
/// <remarks>
/// <para>Immutable.</para>
/// <code>
///        0  signature
///        8  IHDR
///       33  IDAT: the zlib header, 78 01
///       47  IDAT: a band; its data are whole blocks, each of whole rows (or of a part of one row that is longer than a block can be):
///              0  5  block: last or not, length, its complement
///              5  1  filter of the row: 0
///              6  n  pixels of the row, red first, high byte first
///                 .. more rows, more blocks
///       ..  IDAT: more bands
///      end  IDAT: the zlib checksum, then IEND
/// </code>
/// <para>
/// Bands have all the same number of rows, but for the last one. Each begins at a place that is known beforehand and has a checksum of
/// its own, so several threads can write or read them at once; only the zlib checksums of all have to be put together.
/// </para>
/// <para>Sources: RFC 1951, 3.2.4 "Non-compressed blocks"; RFC 1950, 2.2; the PNG specification (third edition), 10 and 11.</para>
/// </remarks>
internal readonly record struct StoredLayout
{
    /// <summary>Length of the zlib stream's header.</summary>
    public const int ZlibHeaderSize = 2;

    /// <summary>Length of the zlib stream's checksum.</summary>
    public const int ZlibChecksumSize = 4;

    /// <summary>Deflate with a window of 32 KiB, no preset dictionary, quickest compression: what zlib writes at level 0.</summary>
    public const ushort ZlibHeader = 0x7801;

    // Work enough for a thread: to wake one takes as long as a tenth of a band at best, and half of one at worst.
    private const int BandSize = 1 << 20;

    private const int Tail = ZlibChecksumSize + (2 * PngChunk.Overhead);
    private const int BandsStart =
        PngChunk.SignatureSize + PngChunk.Overhead + PngHeader.Length + PngChunk.Overhead + ZlibHeaderSize;

    /// <summary>Lays a PNG out.</summary>
    /// <param name="header">Eight bits a channel, or sixteen of grey; not interlaced.</param>
    public StoredLayout(PngHeader header)
    {
        Height = header.Height;
        Width = header.Width;
        BytesPerPixel = header.BitDepth / 8 * header.Colour switch
        {
            PngColour.Colour => 3,
            PngColour.ColourAlpha => 4,
            _ => 1,
        };
        RowLength = 1 + ((long)Width * BytesPerPixel);
        RowsPerBlock = (int)Math.Max(1, StoredBlock.MostBytes / RowLength);
        ColumnsPerBlock = Math.Min(Width, (StoredBlock.MostBytes - 1) / BytesPerPixel);
        RowsPerBand = (int)Math.Max(1, BandSize / (RowsPerBlock * RowLength)) * RowsPerBlock;
        Bands = DivideUp(Height, RowsPerBand);
    }

    /// <summary>Gets the width in pixels.</summary>
    public int Width { get; }

    /// <summary>Gets the height in pixels.</summary>
    public int Height { get; }

    /// <summary>Gets the number of bytes of a pixel in the PNG.</summary>
    public int BytesPerPixel { get; }

    /// <summary>Gets the number of bytes of a row, its filter included.</summary>
    public long RowLength { get; }

    /// <summary>Gets the most rows in a block.</summary>
    public int RowsPerBlock { get; }

    /// <summary>Gets the most pixels of one row in a block: all, unless the row is longer than a block can be.</summary>
    public int ColumnsPerBlock { get; }

    /// <summary>Gets the most rows in a band.</summary>
    public int RowsPerBand { get; }

    /// <summary>Gets the number of bands.</summary>
    public int Bands { get; }

    /// <summary>Gets the number of bytes of all rows.</summary>
    public Int128 RowBytes => Height * (Int128)RowLength;

    /// <summary>Gets the number of bytes of the PNG. It may be more than a span can have.</summary>
    public Int128 Size => BandsStart + (Bands * (long)PngChunk.Overhead) + RowBytes + (StoredBlock.HeaderSize * BlocksOf(Height)) + Tail;

    /// <summary>Gets the number of bytes of the PNG.</summary>
    /// <exception cref="ArgumentException">They are more than a span or an array can have, a Qt stream's marker before them included.</exception>
    public int CheckedSize => Size <= Array.MaxLength - sizeof(int)
        ? (int)Size
        : throw new ArgumentException(
            $"{Width} x {Height} pixels take {Size} bytes as a PNG that stores them, more than 2 GiB. Take a smaller picture, or compress it.");

    /// <summary>Gets how many rows a band has.</summary>
    public int RowsOf(int band) => Math.Min(RowsPerBand, Height - (band * RowsPerBand));

    /// <summary>Gets where a band's chunk begins.</summary>
    public long BandStart(int band) => BandsStart + (band * (PngChunk.Overhead + DataLength(RowsPerBand)));

    /// <summary>Gets how many bytes of data a band of so many rows has: its rows and the headers of their blocks.</summary>
    public long DataLength(int rows) => (rows * RowLength) + (StoredBlock.HeaderSize * BlocksOf(rows));

    private long BlocksOf(int rows) => (long)DivideUp(rows, RowsPerBlock) * DivideUp(Width, ColumnsPerBlock);

    private static int DivideUp(int value, int divisor) => (int)(((long)value + divisor - 1) / divisor);
}
