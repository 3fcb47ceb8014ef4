// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Buffers.Binary;
using Quayside.Imaging.Codec;
using Quayside.Imaging.Png;
using Quayside.Qt;
using SkiaSharp;

namespace Quayside.Imaging;

/// <summary>One picture as Qt streams a QImage or QPixmap: a marker and a complete PNG.</summary>
/// <remarks>
/// <para>Immutable and on its own: it shares no memory with where it came from, so it is safe for use by several threads,
/// and whatever happens to a segment afterwards does not reach it.</para>
/// <para>The chunks of its PNG are known to be whole, with intact checksums; whether the pixels in them can be decoded shows when
/// <see cref="Decode"/> does it.</para>
/// <para>Encoding: Qt's documentation, "Serializing Qt Data Types"; bytes observed with Qt 5.15, 6.4 and 6.8.</para>
/// </remarks>
public sealed partial class QtPicture
{
    private const int MarkerSize = sizeof(int);
    private const int NoPicture = 0;
    private const int PngFollows = 1;

    private readonly byte[] _png;
    private readonly PngHeader _header;
    private readonly PictureLimits _limits;

    private QtPicture(byte[] png, PictureLimits limits)
    {
        _png = png;
        _header = PngStructure.Validate(png);
        _limits = limits;
    }

    /// <summary>Gets the width in pixels.</summary>
    public int Width => _header.Width;

    /// <summary>Gets the height in pixels.</summary>
    public int Height => _header.Height;

    /// <summary>Gets the PNG, up to the end of its IEND chunk; ready for a file or a browser.</summary>
    public ReadOnlyMemory<byte> Png => _png;

    /// <summary>Gets the number of bytes that <see cref="WriteTo"/> writes: the least size of a segment for this picture.</summary>
    public int StreamSize => MarkerSize + _png.Length;

    /// <summary>Loads a picture from a file.</summary>
    /// <param name="path">A PNG, JPEG, WebP, BMP or GIF file.</param>
    /// <param name="limits">How large it may be; <see cref="PictureLimits.Default"/> if null.</param>
    /// <param name="compression">How small the PNG of another format becomes.</param>
    /// <returns>The picture, as <see cref="FromEncoded"/> makes it.</returns>
    /// <exception cref="PictureFormatException">It is no picture, is damaged or is too large; the message names the file.</exception>
    /// <exception cref="IOException">The file cannot be read, or is not there.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static QtPicture Load(
        string path, PictureLimits? limits = null, PictureCompression compression = PictureCompression.Stored)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        limits ??= PictureLimits.Default;
        try
        {
            return FromEncoded(PictureFile.Read(path, limits).Span, limits, compression);
        }
        catch (PictureFormatException e)
        {
            throw new PictureFormatException($"{path}: {e.Message}", e);
        }
    }

    /// <summary>Takes a picture in the form of a file.</summary>
    /// <param name="file">
    /// A PNG, which is kept byte by byte, save for what follows its IEND chunk; or a JPEG, WebP, BMP or GIF, which becomes a PNG:
    /// its first frame, turned as its EXIF orientation says, in sRGB, with straight alpha and eight bits a channel.
    /// </param>
    /// <param name="limits">How large it may be; <see cref="PictureLimits.Default"/> if null.</param>
    /// <param name="compression">How small the PNG of another format becomes; a PNG stays as it is.</param>
    /// <returns>The picture.</returns>
    /// <exception cref="PictureFormatException">This is no picture, is damaged, or is larger than allowed.</exception>
    public static QtPicture FromEncoded(
        ReadOnlySpan<byte> file, PictureLimits? limits = null, PictureCompression compression = PictureCompression.Stored)
    {
        limits ??= PictureLimits.Default;
        ImageCodec.CheckNotEmpty(file);
        limits.CheckEncoded(file.Length);
        return PngStructure.HasSignature(file)
            ? FromPng(file, limits)
            : new QtPicture(ImageCodec.ToPng(file, limits, Checked(compression)), limits);
    }

    /// <summary>Reads what a Qt program streamed: <c>stream &gt;&gt; image</c> of a QImage or QPixmap.</summary>
    /// <param name="segment">
    /// The stream, in either byte order; bytes behind the picture are ignored. It may be shared memory: the picture is copied out
    /// once and judged on the copy, so a peer that writes meanwhile, lock or no lock, causes an exception at most.
    /// Hold the lock to get the picture.
    /// </param>
    /// <param name="limits">How large the picture may be; <see cref="PictureLimits.Default"/> if null.</param>
    /// <returns>The picture; null for a null image, which a segment of zeroes is too: nobody has written a picture yet.</returns>
    /// <exception cref="PictureFormatException">There is no picture, or it is damaged, half written or larger than allowed.</exception>
    /// <exception cref="SharedMemoryException">A peer has truncated the segment's file, as for <see cref="SegmentSpans.Read"/>.</exception>
    public static QtPicture? Read(ReadOnlySpan<byte> segment, PictureLimits? limits = null)
    {
        limits ??= PictureLimits.Default;
        return FindPng(segment, out var png) ? FromPng(png, limits) : null;
    }

    /// <summary>Writes the picture so that Qt reads it: <c>stream &lt;&lt; image</c>.</summary>
    /// <param name="destination">At least <see cref="StreamSize"/> bytes, such as a segment's; hold its lock. The rest is kept.</param>
    /// <returns>The number of bytes written: <see cref="StreamSize"/>.</returns>
    /// <remarks>The marker says "no picture" until all the rest is there: a writer that is killed on the way leaves that.</remarks>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too small; nothing has been written.</exception>
    /// <exception cref="SharedMemoryException">A peer has truncated the segment's file, as for <see cref="SegmentSpans.Write"/>.</exception>
    public int WriteTo(Span<byte> destination)
    {
        CheckRoom(destination, StreamSize);
        WriteMarker(destination, NoPicture);
        SegmentSpans.Write(_png, destination[MarkerSize..]);
        WriteMarker(destination, PngFollows);
        return StreamSize;
    }

    /// <summary>Decodes the pixels.</summary>
    /// <param name="limits">How large they may be; what the picture was made with if null.</param>
    /// <returns>
    /// The pixels with straight alpha, as the PNG's values stand: <see cref="SKColorType.Rgba8888"/>; for grey of 16 bits
    /// <see cref="SKColorType.Rgba16161616"/>, which keeps them all; for colour of 16 bits a channel <see cref="SKColorType.RgbaF16"/>, whose
    /// half-precision numbers keep 11 of them. The caller disposes it.
    /// </returns>
    /// <exception cref="PictureFormatException">The pixels are damaged, or larger than allowed.</exception>
    public SKBitmap Decode(PictureLimits? limits = null) =>
        ImageCodec.TryDecodeStored(_png, limits ?? _limits) ?? ImageCodec.DecodePng(_png, _header, limits ?? _limits);

    /// <summary>Finds the PNG in a stream.</summary>
    /// <returns>Whether there is a picture; false for a null image.</returns>
    private static bool FindPng(ReadOnlySpan<byte> segment, out ReadOnlySpan<byte> png)
    {
        png = default;
        if (segment.Length < MarkerSize)
        {
            throw new PictureFormatException(
                $"The segment has {segment.Length} bytes, too few for a picture. Check that its writer puts a QImage or QPixmap there.");
        }

        Span<byte> beginning = stackalloc byte[MarkerSize + PngChunk.SignatureSize];
        beginning = beginning[..Math.Min(beginning.Length, segment.Length)];
        SegmentSpans.Read(segment[..beginning.Length], beginning);
        if (new QDataStreamReader(beginning).ReadInt32() == NoPicture)
        {
            return false;
        }

        png = segment[MarkerSize..];
        return PngStructure.HasSignature(beginning[MarkerSize..])
            ? true
            : throw new PictureFormatException(
                "The segment holds something else than a picture. "
                + "Check the key, and that its writer puts a QImage or QPixmap there with QDataStream.");
    }

    private static void CheckRoom(Span<byte> destination, int size)
    {
        if (destination.Length < size)
        {
            throw new ArgumentException(
                $"The picture needs {size} bytes, but there are {destination.Length}. Make the segment as large as its stream is.",
                nameof(destination));
        }
    }

    private static void WriteMarker(Span<byte> destination, int marker)
    {
        Span<byte> bytes = stackalloc byte[MarkerSize];
        BinaryPrimitives.WriteInt32BigEndian(bytes, marker);
        SegmentSpans.Write(bytes, destination);
    }

    private static QtPicture FromPng(ReadOnlySpan<byte> data, PictureLimits limits)
    {
        var picture = new QtPicture(PngStructure.CopyOut(data, limits), limits);
        limits.CheckDecoded(picture.Width, picture.Height, picture._header.QtBitsPerPixel);
        return picture;
    }
}
