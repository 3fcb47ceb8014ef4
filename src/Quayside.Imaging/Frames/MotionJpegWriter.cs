// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Text;
using SkiaSharp;

namespace Quayside.Imaging;

/// <summary>Writes frames as motion JPEG: a stream without an end that every browser shows in an <c>img</c>.</summary>
/// <remarks>
/// For one writer at a time. The stream is not disposed with anything: it is the caller's. Source: RFC 2046, 5.1 "Multipart Media Type";
/// x-mixed-replace is the browsers' own: each part takes the place of the one before.
/// </remarks>
public sealed class MotionJpegWriter
{
    /// <summary>The media type of the stream, with the boundary that separates the parts.</summary>
    public const string ContentType = "multipart/x-mixed-replace; boundary=" + Boundary;

    // No JPEG is searched for it: each part says its length.
    private const string Boundary = "quayside-frame";

    private static readonly byte[] _boundaryLine = Encoding.ASCII.GetBytes("\r\n--" + Boundary + "\r\n");

    private readonly Stream _destination;
    private readonly int _quality;
    private bool _hasBegun;

    /// <summary>Makes a writer; it writes nothing yet.</summary>
    /// <param name="destination">Where the parts go, such as the body of an answer with <see cref="ContentType"/>.</param>
    /// <param name="quality">The quality of each JPEG, 0 to 100.</param>
    /// <exception cref="ArgumentOutOfRangeException">The quality is none.</exception>
    public MotionJpegWriter(Stream destination, int quality = 80)
    {
        ArgumentNullException.ThrowIfNull(destination);
        FrameImages.CheckQuality(quality);
        _destination = destination;
        _quality = quality;
    }

    /// <summary>Writes a frame, and sends it off.</summary>
    /// <param name="frame">
    /// An open frame. It is encoded, in place, before the method returns its task: dispose the frame then, so that a slow reader of the stream does
    /// not keep its slot.
    /// </param>
    /// <param name="cancellationToken">Ends the writing; the stream is of no use after that.</param>
    /// <exception cref="ArgumentException">The frame has a side of more than 65 535 pixels.</exception>
    /// <exception cref="ObjectDisposedException">The frame has been disposed.</exception>
    /// <exception cref="IOException">The stream does not take it.</exception>
    /// <exception cref="OperationCanceledException">The writing was canceled.</exception>
    public Task WriteAsync(Frame frame, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return SendAsync(FrameImages.ToJpeg(frame, _quality), cancellationToken);
    }

    private async Task SendAsync(SKData jpeg, CancellationToken cancellationToken)
    {
        using var content = jpeg.AsStream(streamDisposesData: true);
        var header = string.Create(CultureInfo.InvariantCulture, $"Content-Type: image/jpeg\r\nContent-Length: {jpeg.Size}\r\n\r\n");
        if (!_hasBegun)
        {
            _hasBegun = true;
            await _destination.WriteAsync(_boundaryLine, cancellationToken).ConfigureAwait(false);
        }

        await _destination.WriteAsync(Encoding.ASCII.GetBytes(header), cancellationToken).ConfigureAwait(false);
        await content.CopyToAsync(_destination, cancellationToken).ConfigureAwait(false);

        // Chromium shows a part when it has seen the boundary behind it, whatever the length says: so that follows at once, not with the next frame.
        await _destination.WriteAsync(_boundaryLine, cancellationToken).ConfigureAwait(false);
        await _destination.FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}
