// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Torture;

/// <summary>Looks at frames, at some of them for a while, and again before it lets them go.</summary>
internal sealed class LookDuty(World world, Place place) : Duty<FrameReader>(world, place)
{
    private const int MostOpen = 2;

    private readonly List<(Frame Frame, long Mark)> _open = [];
    private long _sequence;

    /// <summary>Gets whether it lets frames go before it looks at them: wrong.</summary>
    public bool LooksWithoutPin { get; init; }

    /// <inheritdoc/>
    protected override string Kind => DrawDuty.Frames;

    /// <summary>Looks at a frame.</summary>
    /// <returns>A number that differs from frame to frame.</returns>
    /// <exception cref="ViolationException">It is torn.</exception>
    public static long Look(ReadOnlySpan<byte> pixels, long sequence) =>
        Payload.IsWhole(pixels) ? Payload.ChecksumOf(pixels) : throw new ViolationException($"Frame {sequence} is torn.");

    /// <summary>Leaves first and lets the frames go afterwards, or the other way round.</summary>
    public override void Leave()
    {
        if (World.Random.Next(2) == 0)
        {
            base.Leave();
        }

        _open.ForEach(one => LetGo(one.Frame, one.Mark));
        _open.Clear();
        base.Leave();
    }

    /// <inheritdoc/>
    protected override FrameReader Open(IpcKey key, QuaysideSegmentOptions options)
    {
        _sequence = 0;
        var delivery = World.Random.Next(2) == 0 ? FrameDelivery.Every : FrameDelivery.Latest;
        return FrameReader.Open(key, new FrameReaderOptions { Delivery = delivery, Segment = options });
    }

    /// <inheritdoc/>
    protected override void Use(FrameReader opened)
    {
        if (_open.Count == MostOpen || (_open.Count > 0 && World.Random.Next(2) == 0))
        {
            LetGo(_open[0].Frame, _open[0].Mark);
            _open.RemoveAt(0);
        }

        if (opened.TryTake(out var frame, TimeSpan.FromMilliseconds(World.Random.Next(2))))
        {
            Take(frame);
        }
    }

    private void Take(Frame frame)
    {
        var sequence = frame.Sequence;
        var pixels = frame.Pixels;
        if (LooksWithoutPin)
        {
            frame.Dispose();
            Thread.SpinWait(World.Random.Next(100_000));
        }

        var mark = Look(pixels, sequence);
        World.Add(Count.LookedAt);
        if (sequence <= _sequence)
        {
            throw new ViolationException($"Frame {sequence} came after {_sequence}.");
        }

        _sequence = sequence;
        if (!LooksWithoutPin)
        {
            _open.Add((frame, mark));
        }
    }

    private static void LetGo(Frame frame, long mark)
    {
        using (frame)
        {
            if (Look(frame.Pixels, frame.Sequence) != mark)
            {
                throw new ViolationException($"Frame {frame.Sequence} has become another one.");
            }
        }
    }
}
