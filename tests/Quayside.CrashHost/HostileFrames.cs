// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.CrashHost;

/// <summary>One that publishes frames and looks at them, though a peer writes over the segment.</summary>
internal static class HostileFrames
{
    private static readonly TimeSpan _briefly = TimeSpan.FromMilliseconds(5);
    private static readonly FrameShape _shape = new(20, 10, PixelFormat.Nv12);

    /// <summary>Opens, draws, looks, waits and closes for a time, whatever comes of it; says what came that must not.</summary>
    public static string Endure(string key, int seconds, int seed) =>
        Hostility.Endure(seconds, seed, random => random.Next(2) == 0 ? Publish(key, random) : Read(key, random));

    private static long Publish(string key, Random random)
    {
        var options = new FrameOptions
        {
            Slots = 3,
            WhenFull = random.Next(2) == 0 ? FrameFullMode.Wait : FrameFullMode.DropOldest,
            Segment = Hostility.Impatient(),
        };
        using var publisher = FramePublisher.Open(key, _shape, options);
        var uses = random.Next(200);
        for (var i = 0; i < uses; i++)
        {
            Tolerate(() =>
            {
                if (random.Next(10) == 0)
                {
                    publisher.Resign();
                }
                else if (publisher.TryBorrow(_shape, out var draft, random.Next(2) * _briefly))
                {
                    using (draft)
                    {
                        draft.Pixels.Fill((byte)i);
                        _ = random.Next(3) == 0 ? 0 : draft.Publish(new FrameArea(0, 0, 20, 10));
                    }
                }
            });
        }

        return uses;
    }

    private static long Read(string key, Random random)
    {
        var delivery = random.Next(2) == 0 ? FrameDelivery.Every : FrameDelivery.Latest;
        using var reader = FrameReader.Open(key, new FrameReaderOptions { Delivery = delivery, Segment = Hostility.Impatient() });
        var uses = random.Next(200);
        for (var i = 0; i < uses; i++)
        {
            Tolerate(() =>
            {
                if (random.Next(4) == 0 ? reader.TryTakeLatest(out var frame) : reader.TryTake(out frame, random.Next(2) * _briefly))
                {
                    using (frame)
                    {
                        _ = frame.Pixels.Count((byte)7) + frame.Plane(frame.Shape.PlaneCount - 1).Count((byte)7);
                        _ = frame.Row(frame.Shape.Height - 1).Count((byte)7);
                        GC.KeepAlive(frame.Damage);
                    }
                }
            });
        }

        return uses;
    }

    private static void Tolerate(Action use)
    {
        try
        {
            use();
        }
        catch (Exception exception) when (exception is QuaysideException or SynchronizationLockException or LockRecursionException)
        {
            // What the library may say of a ruin; anything else ends the process, and the test sees it.
        }
    }
}
