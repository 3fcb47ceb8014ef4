// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;
using Quayside.Platform.Memory;

namespace Quayside.Frames;

/// <summary>What the head of a slot says of the frame in it, each word read once: what a peer writes afterwards is not believed.</summary>
/// <param name="Timestamp">When it was published, by this process's clock.</param>
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
        Span<ulong> copy = stackalloc ulong[FrameLayout.WordsOfHead];
        for (var index = 0; index < copy.Length; index++)
        {
            copy[index] = words.Read(start + (index * sizeof(ulong)));
        }

        return TryParse(copy, capacity, out head, out complaint);
    }

    /// <summary>Makes sense of a copy of a head.</summary>
    /// <param name="copy">The copy, of <see cref="FrameLayout.WordsOfHead"/> words.</param>
    /// <param name="capacity">Bytes of pixels that are there.</param>
    /// <param name="head">What it says.</param>
    /// <param name="complaint">What is wrong with it, or null.</param>
    public static bool TryParse(ReadOnlySpan<ulong> copy, int capacity, out FrameHead head, out string? complaint)
    {
        head = default;
        if (!FrameShape.TryCreate(
            Number(copy, FrameLayout.WidthOffset),
            Number(copy, FrameLayout.HeightOffset),
            Number(copy, FrameLayout.FormatOffset),
            Number(copy, FrameLayout.StrideOffset),
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

        var (x, y) = Pair(copy, FrameLayout.CornerOffset);
        var (width, height) = Pair(copy, FrameLayout.ExtentOffset);
        var damage = new FrameArea(x, y, width, height);
        var isSaid = (width, height) != default;
        if (isSaid && !damage.IsIn(shape))
        {
            complaint = $"{damage} is not in {shape}";
            return false;
        }

        head = new FrameHead(SharedClock.ToLocal(Number(copy, FrameLayout.TimeOffset)), shape, isSaid ? damage : null);
        return true;
    }

    /// <summary>Writes the head of a slot that is drawn in.</summary>
    /// <param name="words">The segment.</param>
    /// <param name="start">Where the head is.</param>
    public void Write(SharedWords words, long start)
    {
        words.Write(start + FrameLayout.TimeOffset, unchecked((ulong)SharedClock.FromLocal(Timestamp)));
        words.Write(start + FrameLayout.WidthOffset, (ulong)Shape.Width);
        words.Write(start + FrameLayout.HeightOffset, (ulong)Shape.Height);
        words.Write(start + FrameLayout.StrideOffset, (ulong)Shape.Stride);
        words.Write(start + FrameLayout.FormatOffset, (ulong)Shape.Format);
        var area = Damage ?? default;
        words.Write(start + FrameLayout.CornerOffset, Pair(area.X, area.Y));
        words.Write(start + FrameLayout.ExtentOffset, Pair(area.Width, area.Height));
    }

    // Beyond 63 bits it is negative, and refused as that.
    private static long Number(ReadOnlySpan<ulong> copy, long offset) => unchecked((long)copy[(int)offset / sizeof(ulong)]);

    private static (int Low, int High) Pair(ReadOnlySpan<ulong> copy, long offset)
    {
        var pair = copy[(int)offset / sizeof(ulong)];
        return unchecked(((int)pair, (int)(pair >> 32)));
    }

    private static ulong Pair(int low, int high) => (uint)low | ((ulong)(uint)high << 32);
}
