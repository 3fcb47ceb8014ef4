// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Participants;
using Quayside.Platform.Memory;
using Quayside.Signals;

namespace Quayside.Frames;

/// <summary>A segment of frames in which this object takes part: what publisher and readers have in common. Thread-safe.</summary>
internal sealed class FrameSegment
{
    private FrameSegment(Membership membership, FrameLayout layout, int capacity)
    {
        Membership = membership;
        Layout = layout;
        Capacity = capacity;
        Words = membership.Words;
        Latest = new SignalCore(membership, layout.Latest);
        Released = new SignalCore(membership, layout.Released, layout.Bell);
    }

    /// <summary>Gets the part in the segment.</summary>
    public Membership Membership { get; }

    /// <summary>Gets where things are.</summary>
    public FrameLayout Layout { get; }

    /// <summary>Gets the bytes of pixels that a frame can have.</summary>
    public int Capacity { get; }

    /// <summary>Gets the segment's memory.</summary>
    public SharedWords Words { get; }

    /// <summary>Gets the word of the latest frame as one can wait for it.</summary>
    public SignalCore Latest { get; }

    /// <summary>Gets the count of slots given back as one can wait for it.</summary>
    public SignalCore Released { get; }

    /// <summary>Gets the sequence of the latest frame, 0 before the first.</summary>
    public long Sequence => unchecked((long)FrameLayout.SequenceOf((ulong)Latest.Version));

    /// <summary>Opens frames, and makes them if nobody has them open.</summary>
    /// <param name="key">The key.</param>
    /// <param name="slots">Slots, if they are made here.</param>
    /// <param name="capacity">Bytes of pixels that a frame can have; what is there has at least as many.</param>
    /// <param name="demand">Whether they may be made.</param>
    /// <param name="options">Settings.</param>
    public static FrameSegment Open(IpcKey key, int slots, int capacity, OpenDemand demand, QuaysideSegmentOptions options)
    {
        var plan = new SegmentPlan(SegmentKind.Frames, "Frames", FrameLayout.BodySize(options.Participants, slots, capacity))
        {
            LeastBodySize = FrameLayout.LinesOffset,
            Lines = new ParticipantRecords(FrameLayout.LinesOffset, FrameLayout.LineSize),
            Contents = [(FrameLayout.SlotsOffset, (ulong)slots), (FrameLayout.CapacityOffset, (ulong)capacity)],
        };
        var membership = Membership.Join(key, plan, demand, options);
        var foundSlots = membership.Words.Load(membership.Body + FrameLayout.SlotsOffset);
        var foundCapacity = membership.Words.Load(membership.Body + FrameLayout.CapacityOffset);
        if (foundSlots is < FrameLayout.MinSlots or > FrameLayout.MaxSlots
            || foundCapacity > (ulong)Array.MaxLength
            || FrameLayout.BodySize(membership.Places, (int)foundSlots, (int)foundCapacity) > membership.BodySize)
        {
            membership.Dispose();
            throw SegmentErrors.OfSlots(membership.Key, foundSlots, foundCapacity);
        }

        if (foundCapacity < (ulong)capacity)
        {
            membership.Dispose();
            throw SegmentErrors.OfFrameCapacity(membership.Key, foundCapacity, capacity);
        }

        // Spans are handed out, which keep nothing alive.
        membership.Anchor();
        return new FrameSegment(
            membership, new FrameLayout(membership.Body, membership.Places, (int)foundSlots, (int)foundCapacity), (int)foundCapacity);
    }
}
