// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Torture;

/// <summary>Draws frames and publishes them when nobody else does; gives some up half drawn.</summary>
internal sealed class DrawDuty(World world, Place place) : Duty<FramePublisher>(world, place)
{
    /// <summary>What the segment is, to those who draw and to those who look.</summary>
    public const string Frames = nameof(Frames);

    private const int Slots = 8;
    private const int Width = 64;
    private const int OperationsBetweenResignations = 5;
    private const int LongestWaitMilliseconds = 3;

    private long _sequence;

    /// <inheritdoc/>
    protected override string Kind => Frames;

    /// <summary>Opens frames, and makes them if they are not there.</summary>
    /// <param name="key">Their key.</param>
    /// <param name="options">Settings.</param>
    /// <param name="mode">What to do about readers that are behind.</param>
    public static FramePublisher Open(IpcKey key, QuaysideSegmentOptions options, FrameFullMode mode = FrameFullMode.DropOldest) => FramePublisher.Open(
        key, ShapeOf(Payload.MostBytes / Width), new FrameOptions { Slots = Slots, WhenFull = mode, Segment = options });

    /// <inheritdoc/>
    protected override FramePublisher Open(IpcKey key, QuaysideSegmentOptions options)
    {
        _sequence = 0;
        return Open(key, options, World.Random.Next(2) == 0 ? FrameFullMode.Wait : FrameFullMode.DropOldest);
    }

    /// <inheritdoc/>
    protected override void Use(FramePublisher opened)
    {
        try
        {
            Draw(opened);
            if (World.Random.Next(OperationsBetweenResignations) == 0)
            {
                opened.Resign();
            }
        }
        catch (QuaysideException exception) when (exception.Error == QuaysideError.OtherWriter)
        {
        }
    }

    private static FrameShape ShapeOf(int height) => new(Width, height, PixelFormat.Gray8, Width);

    private void Draw(FramePublisher opened)
    {
        var shape = ShapeOf(World.Random.Next(1, (Payload.MostBytes / Width) + 1));
        if (!opened.TryBorrow(shape, out var draft, TimeSpan.FromMilliseconds(World.Random.Next(LongestWaitMilliseconds))))
        {
            return;
        }

        using (draft)
        {
            Payload.Fill(draft.Pixels, World.Random);
            if (World.Random.Next(OperationsBetweenResignations) == 0)
            {
                return;
            }

            var sequence = draft.Publish();
            World.Add(Count.Drawn);
            if (sequence <= _sequence)
            {
                throw new ViolationException($"Frame {sequence} was published after {_sequence}.");
            }

            _sequence = sequence;
        }
    }
}
