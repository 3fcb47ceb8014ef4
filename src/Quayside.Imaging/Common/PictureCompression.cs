// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Imaging;

/// <summary>How much work goes into making a picture's PNG small. The pixels are the same, and everybody reads each of them.</summary>
public enum PictureCompression
{
    /// <summary>
    /// None: the pixels lie in the PNG as they are, so writing and reading take as long as copying them. For memory. Its size follows from
    /// width, height and format alone (<see cref="QtPicture.StoredSize(PixelView)"/>).
    /// </summary>
    Stored,

    /// <summary>Little: for a slow disk or network, when the picture is needed soon.</summary>
    Fast,

    /// <summary>As much as pays: smaller than Qt makes it, and sooner. For files.</summary>
    Small,
}
