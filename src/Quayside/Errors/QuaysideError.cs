// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside;

/// <summary>Why an operation on a Quayside segment failed.</summary>
public enum QuaysideError
{
    /// <summary>Anything else; the system's error number tells more.</summary>
    Unknown,

    /// <summary>Nobody has made a segment under this key, or all who used it are gone.</summary>
    NotFound,

    /// <summary>The segment belongs to another user, or its mode forbids this access.</summary>
    PermissionDenied,

    /// <summary>The system cannot use the key's name.</summary>
    InvalidKey,

    /// <summary>What is under the key is not a Quayside segment: a Qt program's memory, or <see cref="SharedMemory"/>'s.</summary>
    NotAQuaysideSegment,

    /// <summary>The segment has a layout of another version of Quayside.</summary>
    OtherLayout,

    /// <summary>The segment holds something of another kind or type.</summary>
    OtherType,

    /// <summary>The segment's header contradicts itself.</summary>
    Corrupt,

    /// <summary>All places for participants are taken by living ones.</summary>
    NoFreePlace,

    /// <summary>Another living participant is the writer.</summary>
    OtherWriter,

    /// <summary>The system is out of memory, of room for shared memory, or of descriptors.</summary>
    OutOfResources,

    /// <summary>Somebody stood in the gate of the segment, where one comes in, for too long.</summary>
    TimedOut,

    /// <summary>All slots for frames are being looked at, or kept for readers that are behind.</summary>
    NoFreeSlot,
}
