// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Quayside.Imaging;

namespace Quayside.WebApp;

/// <summary>What a page is told about a picture in shared memory.</summary>
/// <param name="Id">Names the picture's bytes: equal bytes, equal id.</param>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="SegmentBytes">The size of the shared memory it lies in.</param>
/// <param name="Png">The picture itself, which is served on its own.</param>
public sealed record SharedPicture(
    string Id, int Width, int Height, long SegmentBytes, [property: JsonIgnore] ReadOnlyMemory<byte> Png)
{
    /// <summary>Describes <paramref name="picture"/> as it lies in a segment of <paramref name="segmentBytes"/> bytes.</summary>
    public static SharedPicture Of(QtPicture picture, long segmentBytes)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var id = Convert.ToHexStringLower(SHA256.HashData(picture.Png.Span).AsSpan(0, 8));
        return new(id, picture.Width, picture.Height, segmentBytes, picture.Png);
    }
}

/// <summary>What went wrong, in the words the page shows.</summary>
/// <param name="Title">What could not be done.</param>
/// <param name="Detail">Why, and what to do.</param>
public sealed record Failure(string Title, string Detail);
