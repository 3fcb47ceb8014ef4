// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.CrashSteps;

/// <summary>A small picture whose pixels all are its frame's sequence, so that one of two frames shows.</summary>
internal static class Picture
{
    /// <summary>Gets its shape.</summary>
    public static FrameShape Shape { get; } = new(16, 4, PixelFormat.Gray8);

    /// <summary>Publishes the next one.</summary>
    /// <returns>Its sequence.</returns>
    public static long Publish(FramePublisher publisher)
    {
        using var draft = publisher.Borrow(Shape);
        draft.Pixels.Fill((byte)(publisher.Sequence + 1));
        return draft.Publish();
    }

    /// <summary>Gets the number that all pixels are.</summary>
    /// <exception cref="InvalidOperationException">They are not all the same: the frame is torn.</exception>
    public static byte NumberOf(in Frame frame)
    {
        var number = frame.Pixels[0];
        return frame.Pixels.ContainsAnyExcept(number) ? throw new InvalidOperationException("The frame is torn.") : number;
    }
}
