// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Platform.Common;

/// <summary>The steps of the protocols of Quayside segments: between each of them and the next a process may die.</summary>
internal enum CrashStep
{
    /// <summary>Birth: nobody has the name.</summary>
    CreateBegun,

    /// <summary>Birth: a file without a name has its memory.</summary>
    CreateReserved,

    /// <summary>Birth: header and body are written.</summary>
    CreateFilled,

    /// <summary>Birth: the segment has its name; its maker is in the gate and in place 0.</summary>
    CreateNamed,

    /// <summary>Joining: in the gate of a segment that is there.</summary>
    GateEntered,

    /// <summary>Joining: the place is held.</summary>
    PlaceClaimed,

    /// <summary>Joining: the place has its new generation.</summary>
    GenerationRaised,

    /// <summary>Joining: the table tells who it is.</summary>
    Introduced,

    /// <summary>Joining: out of the gate.</summary>
    Joined,

    /// <summary>Finding a stale segment: it is marked as gone.</summary>
    StaleMarked,

    /// <summary>Finding a stale segment: its name is free.</summary>
    StaleRemoved,

    /// <summary>Leaving: the table does not tell who it was any more.</summary>
    LeaveBegun,

    /// <summary>Leaving: in the gate.</summary>
    LeaveInGate,

    /// <summary>Leaving as the last one: the segment is marked as gone.</summary>
    LeaveMarked,

    /// <summary>Leaving as the last one: the name is free.</summary>
    LeaveRemoved,

    /// <summary>Leaving: all locks on the file are given back.</summary>
    Left,

    /// <summary>Sweeping: the dead one's place is held.</summary>
    SweepClaimed,

    /// <summary>Sweeping: the place is empty and has its new generation.</summary>
    SweepCleared,

    /// <summary>Sweeping: the place is free.</summary>
    SweepReleased,

    /// <summary>Lock: taken while it was free.</summary>
    LockTaken,

    /// <summary>Lock: the word says that somebody sleeps; it does not yet.</summary>
    LockParked,

    /// <summary>Lock: woken, or tired of sleeping.</summary>
    LockWoken,

    /// <summary>Lock: taken from a dead owner.</summary>
    LockTakenOver,

    /// <summary>Lock: the data are called consistent; it is still held.</summary>
    LockMarked,

    /// <summary>Lock: given back; nobody is woken yet.</summary>
    LockLeft,

    /// <summary>Signal: the bell is set; the version not yet looked at again.</summary>
    BellSet,

    /// <summary>Signal: the bell is cleared; the version is the earlier one, and nobody is woken yet.</summary>
    BellCleared,

    /// <summary>Signal: the new version is there; the bell not yet looked at again, and nobody is woken yet.</summary>
    VersionChanged,

    /// <summary>Live value: the slot is marked as not whole.</summary>
    WriteBegun,

    /// <summary>Live value: the payload is in the slot.</summary>
    PayloadCopied,

    /// <summary>Live value: the slot is marked as whole; the latest version is still the earlier one.</summary>
    SlotWhole,

    /// <summary>Live value: the reader has found a whole slot.</summary>
    ReadBegun,

    /// <summary>Live value: the reader has its copy, and not looked whether it is whole.</summary>
    ReadCopied,

    /// <summary>Frames: a slot that somebody has pinned said the frame that comes now, and says none any more.</summary>
    SlotCleared,

    /// <summary>Frames: the publisher has chosen a slot, and not marked it.</summary>
    SlotChosen,

    /// <summary>Frames: the slot is marked as not whole; not yet looked at again whether somebody has pinned it.</summary>
    SlotMarked,

    /// <summary>Frames: somebody had pinned the slot meanwhile, and it is called whole again.</summary>
    SlotRestored,

    /// <summary>Frames: the frame is in the slot.</summary>
    FrameDrawn,

    /// <summary>Frames: the slot is marked as whole; the latest frame is still the earlier one.</summary>
    FrameWhole,

    /// <summary>Frames: publishers look at the reader's line.</summary>
    ReachRaised,

    /// <summary>Frames: the reader wants every frame; not yet looked at again whether one was published meanwhile.</summary>
    CursorSet,

    /// <summary>Frames: the reader has chosen a frame; its pin is not set yet.</summary>
    FrameChosen,

    /// <summary>Frames: the reader's pin is set; not yet looked at again whether the frame is there.</summary>
    FramePinned,

    /// <summary>Frames: the reader has the frame, and wants the next one.</summary>
    CursorMoved,

    /// <summary>Frames: the reader's pin is taken away; the publisher not yet told.</summary>
    PinReleased,

    /// <summary>Frames: the reader does not want every frame any more; the publisher not yet told.</summary>
    CursorCleared,
}
