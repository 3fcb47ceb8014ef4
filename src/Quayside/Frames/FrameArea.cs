// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside;

/// <summary>A rectangle of pixels in a frame. An immutable value.</summary>
/// <param name="X">The first column.</param>
/// <param name="Y">The first row.</param>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
public readonly record struct FrameArea(int X, int Y, int Width, int Height)
{
    /// <summary>Gets whether it has pixels, and all of them are pixels of a frame.</summary>
    internal bool IsIn(in FrameShape shape) =>
        X >= 0 && Y >= 0 && Width > 0 && Height > 0 && (long)X + Width <= shape.Width && (long)Y + Height <= shape.Height;
}
