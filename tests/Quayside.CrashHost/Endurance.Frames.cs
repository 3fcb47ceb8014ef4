// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.CrashHost;

/// <content>Frames: who opens them to read only looks at them, the others draw.</content>
internal static partial class Endurance
{
    private static readonly FrameShape _shape = new(20, 10, PixelFormat.Nv12);

    private static FramePublisher OpenPublisher(string key, QuaysideSegmentOptions segment) =>
        FramePublisher.Open(key, _shape, new FrameOptions { Slots = 3, WhenFull = FrameFullMode.Wait, Segment = segment });

    private static FrameReader OpenReader(string key, QuaysideSegmentOptions segment, bool everyFrame) =>
        FrameReader.Open(key, new FrameReaderOptions { Delivery = everyFrame ? FrameDelivery.Every : FrameDelivery.Latest, Segment = segment });

    private static void Use(FramePublisher publisher, Random random) => DoOneOf(
        random,
        () => Draw(publisher, random),
        () => Draw(publisher, random),
        () => Draw(publisher, random),
        publisher.Resign);

    private static void Use(FrameReader reader, Random random) => DoOneOf(
        random,
        () => Look(reader.TryTakeLatest(out var frame), frame),
        () => Look(reader.TryTake(out var frame, TimeSpan.Zero), frame),
        () => Look(reader.TryTake(out var frame, _briefly), frame));

    private static void Draw(FramePublisher publisher, Random random)
    {
        if (publisher.TryBorrow(_shape, out var draft, random.Next(2) * _briefly))
        {
            using (draft)
            {
                draft.Pixels.Fill((byte)random.Next(256));
                _ = random.Next(3) == 0 ? 0 : draft.Publish(new FrameArea(0, 0, _shape.Width, _shape.Height));
            }
        }
    }

    private static void Look(bool isTaken, Frame frame)
    {
        if (isTaken)
        {
            using (frame)
            {
                _ = frame.Pixels.Count((byte)7) + frame.Plane(frame.Shape.PlaneCount - 1).Count((byte)7);
                _ = frame.Row(frame.Shape.Height - 1).Count((byte)7);
                GC.KeepAlive(frame.Damage);
            }
        }
    }
}
