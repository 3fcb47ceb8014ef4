// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Imaging.Png;

/// <summary>Where the pixels are in a PNG that stores them as they are, found by looking at headers alone.</summary>
/// <remarks>
/// <para>Immutable. A plan promises nothing about the bytes: whoever follows it checks all of them on the way.</para>
/// <para>
/// <b>Which PNGs.</b> Eight bits a channel of RGB, RGBA or grey, or sixteen bits of grey; not interlaced; no chunks but IHDR, IDAT and IEND; every
/// deflate block stored, and whole in its chunk; every chunk begins with a row. That is what <see cref="StoredPngWriter"/> writes, and others
/// may. For any other PNG there is no plan, and the codec judges it.
/// </para>
/// <para><b>Shared memory.</b> It may be made of bytes that a peer changes meanwhile: each is loaded once.</para>
/// </remarks>
internal sealed class StoredPlan
{
    // The writer's bands have a MiB, so this is enough for 2 GiB, twice; a hostile PNG cannot make the plan long.
    private const int MostBands = 1 << 12;

    // Enough for 2 GiB in blocks of 16 KiB, the smallest that common writers make; a hostile PNG of tiny blocks is the codec's.
    private const int MostBlocks = 1 << 17;

    private readonly List<StoredBand> _bands = [];
    private StoredParts _seen;
    private long _rowBytes;
    private int _blocks;

    private StoredPlan(PngHeader header)
    {
        Header = header;
        Layout = new StoredLayout(header);
    }

    /// <summary>Gets what the IHDR chunk says.</summary>
    public PngHeader Header { get; }

    /// <summary>Gets the layout that the writer would choose: the length of a row and of a pixel in it.</summary>
    public StoredLayout Layout { get; }

    /// <summary>Gets the chunks with the pixels.</summary>
    public IReadOnlyList<StoredBand> Bands => _bands;

    /// <summary>Gets the number of bytes from the signature to the end of IEND.</summary>
    public long Length { get; private set; }

    /// <summary>Makes a plan, if the PNG is of this kind.</summary>
    /// <param name="png">Begins with what may be a PNG; may go on behind it.</param>
    public static StoredPlan? TryMake(ReadOnlySpan<byte> png)
    {
        const int Beginning = PngChunk.SignatureSize + PngChunk.Overhead + PngHeader.Length;
        if (png.Length < Beginning)
        {
            return null;
        }

        // Read once: the header is judged on this copy.
        Span<byte> beginning = stackalloc byte[Beginning];
        SegmentSpans.Read(png[..Beginning], beginning);
        if (!TryReadHeader(beginning, out var header))
        {
            return null;
        }

        var plan = new StoredPlan(header);
        return plan.TryFindBands(png, Beginning) ? plan : null;
    }

    private static bool TryReadHeader(ReadOnlySpan<byte> beginning, out PngHeader header)
    {
        header = default;
        var chunk = beginning[PngChunk.SignatureSize..];
        return beginning.StartsWith(PngChunk.Signature)
            && PngChunk.IsWhole(chunk, PngChunk.Ihdr, PngHeader.Length)
            && PngHeader.TryParse(chunk.Slice(PngChunk.HeaderSize, PngHeader.Length), out header)
            && !header.IsInterlaced
            && (header.BitDepth, header.Colour) is (8, PngColour.Grey or PngColour.Colour or PngColour.ColourAlpha) or (16, PngColour.Grey);
    }

    private bool TryFindBands(ReadOnlySpan<byte> png, int start)
    {
        Span<byte> header = stackalloc byte[PngChunk.HeaderSize];
        while (png.Length - start >= PngChunk.HeaderSize)
        {
            SegmentSpans.Read(png.Slice(start, PngChunk.HeaderSize), header);
            var (length, type) = PngChunk.ReadHeader(header);
            if (type == PngChunk.Iend)
            {
                Length = start + PngChunk.Overhead;
                return length == 0 && _seen.HasFlag(StoredParts.Checksum) && _rowBytes == Layout.RowBytes;
            }

            if (type != PngChunk.Idat || length > png.Length - start - PngChunk.Overhead || _bands.Count == MostBands
                || !TryAddBand(png.Slice(start + PngChunk.HeaderSize, (int)length), start))
            {
                return false;
            }

            start += PngChunk.Overhead + (int)length;
        }

        return false;
    }

    private bool TryAddBand(ReadOnlySpan<byte> data, int start)
    {
        if (_rowBytes % Layout.RowLength != 0)
        {
            return false;
        }

        var before = (_seen, _rowBytes);
        var length = data.Length;
        if (TrySkipBand(length))
        {
            data = [];
        }

        if (_seen == StoredParts.None)
        {
            if (data.Length < StoredLayout.ZlibHeaderSize)
            {
                return false;
            }

            _seen = StoredParts.Header;
            data = data[StoredLayout.ZlibHeaderSize..];
        }

        Span<byte> header = stackalloc byte[StoredBlock.HeaderSize];
        while (!_seen.HasFlag(StoredParts.LastBlock) && data.Length >= StoredBlock.HeaderSize)
        {
            SegmentSpans.Read(data[..StoredBlock.HeaderSize], header);
            if (++_blocks > MostBlocks || !StoredBlock.TryParse(header, out var block) || block.Length > data.Length - StoredBlock.HeaderSize)
            {
                return false;
            }

            _rowBytes += block.Length;
            _seen |= block.IsLast ? StoredParts.LastBlock : StoredParts.None;
            data = data[(StoredBlock.HeaderSize + block.Length)..];
        }

        if (data.Length == StoredLayout.ZlibChecksumSize && _seen == (StoredParts.Header | StoredParts.LastBlock))
        {
            _seen |= StoredParts.Checksum;
            data = [];
        }

        _bands.Add(new StoredBand(
            start, length, (int)(before._rowBytes / Layout.RowLength), _rowBytes - before._rowBytes, _seen & ~before._seen));
        return data.IsEmpty && _rowBytes <= Layout.RowBytes;
    }

    // A chunk that is as long as the writer's band would be here is taken for that without a look at its blocks, which is a look at each page.
    private bool TrySkipBand(int length)
    {
        var left = Layout.RowBytes - _rowBytes;
        if (_seen != StoredParts.Header || left <= 0)
        {
            return false;
        }

        var rows = (int)Int128.Min(left / Layout.RowLength, Layout.RowsPerBand);
        if (length != Layout.DataLength(rows))
        {
            return false;
        }

        _rowBytes += rows * Layout.RowLength;
        _seen |= _rowBytes == Layout.RowBytes ? StoredParts.LastBlock : StoredParts.None;
        return true;
    }
}
