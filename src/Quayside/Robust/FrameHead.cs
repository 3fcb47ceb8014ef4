// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Layout;
using Quayside.Platform.Memory;

namespace Quayside.Robust;

/// <summary>What the head of a slot says of the frame in it, each word read once: what a peer writes afterwards is not believed.</summary>
/// <param name="Timestamp">When it was published.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Damage">What has changed since the frame before, if somebody said so.</param>
internal readonly record struct FrameHead(long Timestamp, FrameShape Shape, FrameArea? Damage)
{
    /// <summary>Reads the head of a slot that is pinned.</summary>
    /// <param name="words">The segment.</param>
    /// <param name="start">Where the head is.</param>
    /// <param name="capacity">Bytes of pixels that are there.</param>
    /// <param name="head">What it says.</param>
    /// <param name="complaint">What is wrong with it, or null.</param>
    public static bool TryRead(SharedWords words, long start, int capacity, out FrameHead head, out string? complaint)
    {
        head = default;
        var size = words.Read(start + FrameLayout.ExtentOffset);
        if (!FrameShape.TryCreate(
            Number(words, start + FrameLayout.WidthOffset),
            Number(words, start + FrameLayout.HeightOffset),
            Number(words, start + FrameLayout.FormatOffset),
            Number(words, start + FrameLayout.StrideOffset),
            out var shape,
            out complaint))
        {
            return false;
        }

        if (shape.Size > capacity)
        {
            complaint = $"{shape} has more than the {capacity} bytes of a slot";
            return false;
        }

        var corner = words.Read(start + FrameLayout.CornerOffset);
        var damage = new FrameArea(Low(corner), High(corner), Low(size), High(size));
        if (size != 0 && !damage.IsIn(shape))
        {
            complaint = $"{damage} is not in {shape}";
            return false;
        }

        head = new FrameHead(unchecked((long)words.Read(start + FrameLayout.TimeOffset)), shape, size == 0 ? null : damage);
        return true;
    }

    /// <summary>Writes the head of a slot that is drawn in.</summary>
    /// <param name="words">The segment.</param>
    /// <param name="start">Where the head is.</param>
    public void Write(SharedWords words, long start)
    {
        words.Write(start + FrameLayout.TimeOffset, (ulong)Timestamp);
        words.Write(start + FrameLayout.WidthOffset, (ulong)Shape.Width);
        words.Write(start + FrameLayout.HeightOffset, (ulong)Shape.Height);
        words.Write(start + FrameLayout.StrideOffset, (ulong)Shape.Stride);
        words.Write(start + FrameLayout.FormatOffset, (ulong)Shape.Format);
        var area = Damage ?? default;
        words.Write(start + FrameLayout.CornerOffset, Pair(area.X, area.Y));
        words.Write(start + FrameLayout.ExtentOffset, Pair(area.Width, area.Height));
    }

    // Beyond 63 bits it is negative, and refused as that.
    private static long Number(SharedWords words, long offset) => unchecked((long)words.Read(offset));

    private static ulong Pair(int low, int high) => (uint)low | ((ulong)(uint)high << 32);

    private static int Low(ulong pair) => unchecked((int)pair);

    private static int High(ulong pair) => unchecked((int)(pair >> 32));
}
