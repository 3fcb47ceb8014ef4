// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.WebApp;

/// <summary>The live picture as it travels in shared memory: frames of RGBA beside the still picture, under a key of their own.</summary>
public static class LiveFrames
{
    private const int MaxPixels = 1280 * 720;
    private const int MaxSide = 1280;
    private const int BytesPerPixel = 4;

    /// <summary>Gets the largest frame. Whoever makes the segment makes it for this one, so that whatever is shown next has room.</summary>
    public static FrameShape Largest { get; } = new(1280, 720, PixelFormat.RgbaPremultiplied);

    /// <summary>Gets the publisher's settings: room for three pages that encode at once; a player that hangs keeps one frame and nobody waiting.</summary>
    public static FrameOptions Options { get; } = new() { Slots = 6, Segment = new() { OpenTimeout = TimeSpan.FromSeconds(1) } };

    /// <summary>Gets the reader's settings: the latest frame, and those in between passed over.</summary>
    public static FrameReaderOptions ReaderOptions { get; } = new() { Segment = Options.Segment };

    /// <summary>Gets the age at which the newest frame is no longer live.</summary>
    public static TimeSpan Silence { get; } = TimeSpan.FromSeconds(2);

    /// <summary>Gets the key of the frames that go with an application's key.</summary>
    public static IpcKey KeyFor(string key) => IpcKey.PlatformSafe(key + ".live");

    /// <summary>Gets whether there is room for such a frame.</summary>
    /// <param name="width">Pixels in a row, as somebody claims.</param>
    /// <param name="height">Rows, as somebody claims.</param>
    public static bool HasRoomFor(int width, int height) =>
        width is > 0 and <= MaxSide && height is > 0 and <= MaxSide && width * height <= MaxPixels;

    /// <summary>Gets the shape of a picture, made smaller in proportion if need be; rows follow each other without a gap.</summary>
    /// <param name="width">The picture's width in pixels.</param>
    /// <param name="height">The picture's height in pixels.</param>
    /// <param name="format">One of the formats of four bytes.</param>
    public static FrameShape ShapeFor(int width, int height, PixelFormat format)
    {
        if (!HasRoomFor(width, height))
        {
            var scale = Math.Min((double)MaxSide / Math.Max(width, height), Math.Sqrt(MaxPixels / ((double)width * height)));
            (width, height) = (Math.Max(1, (int)(width * scale)), Math.Max(1, (int)(height * scale)));
        }

        return new(width, height, format, width * BytesPerPixel);
    }
}
