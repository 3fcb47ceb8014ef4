// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;
using Quayside.Waiting;

namespace Quayside.Crash.Tests.Steps;

/// <summary>One that publishes frames, each of which shows its own sequence; it comes as a reader when it looks at one.</summary>
internal class FrameMember(IpcKey key, QuaysideSegmentOptions options, FramePublisher publisher, TimeSpan patience) : VersionedMember(publisher, patience)
{
    /// <summary>Slots: as few as there can be.</summary>
    public const int Slots = 3;

    /// <summary>The shape of all frames.</summary>
    public static readonly FrameShape Shape = new(16, 4, PixelFormat.Bgra);

    /// <summary>Opens frames.</summary>
    public static FramePublisher Open(IpcKey key, QuaysideSegmentOptions options) =>
        FramePublisher.Open(key, Shape, new FrameOptions { Slots = Slots, Segment = options });

    /// <inheritdoc/>
    public override long Version => publisher.Sequence;

    /// <summary>Gets the publisher.</summary>
    protected FramePublisher Publisher => publisher;

    /// <inheritdoc/>
    public override void Publish()
    {
        Draw(TimeSpan.Zero);
        publisher.Resign();
    }

    /// <summary>Draws the next frame and publishes it.</summary>
    /// <param name="timeout">The longest time to wait for a slot.</param>
    protected void Draw(TimeSpan timeout)
    {
        Assert.True(publisher.TryBorrow(Shape, out var draft, timeout), "There is no slot to draw in.");
        using (draft)
        {
            Drawing.Draw(draft.Pixels, publisher.Sequence + 1);
            _ = draft.Publish();
        }
    }

    /// <summary>Opens the frames to look at them.</summary>
    protected FrameReader Read() => FrameReader.Open(key, new FrameReaderOptions { Segment = options });

    /// <inheritdoc/>
    protected override bool WaitForChange(ref long version)
    {
        using var reader = Read();
        if (reader.TryTake(out var frame))
        {
            frame.Dispose();
        }

        return reader.Sequence != version || reader.Wait(Patience);
    }

    /// <inheritdoc/>
    protected override void CheckIsWhole(long version)
    {
        using var reader = Read();
        Assert.Equal(version != 0, reader.TryTake(out var frame));
        using (frame)
        {
            Assert.Equal((version, version), version == 0 ? default : (frame.Sequence, Drawing.NumberOf(frame.Pixels)));
        }
    }
}
