// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Platform.Common;

/// <summary>What went wrong below the seam, independent of the mechanism and of the operating system.</summary>
internal enum IpcError
{
    /// <summary>Nothing went wrong.</summary>
    None,

    /// <summary>The object belongs to another user who is not trusted, or its mode forbids this access.</summary>
    PermissionDenied,

    /// <summary>The system does not make segments of this size.</summary>
    InvalidSize,

    /// <summary>The name cannot be turned into a system object, for instance because its key file cannot be made.</summary>
    InvalidName,

    /// <summary>An object of this name is there already.</summary>
    AlreadyExists,

    /// <summary>No object of this name is there.</summary>
    NotFound,

    /// <summary>The system is out of memory, identifiers or descriptors.</summary>
    OutOfResources,

    /// <summary>The object that was in use has been removed by another process.</summary>
    Removed,

    /// <summary>Others are at it: the system does not take away what they use (Windows), or somebody is in the gate of a segment.</summary>
    InUse,

    /// <summary>There is something else under the name than what was asked for.</summary>
    Foreign,

    /// <summary>A peer has truncated the object, or written what no program writes that keeps to the protocol.</summary>
    Damaged,

    /// <summary>Another process keeps what must be opened locked, for longer than the time given.</summary>
    Locked,

    /// <summary>The caller does not want it any more.</summary>
    Canceled,

    /// <summary>Anything else; the native error number tells more.</summary>
    Unknown,
}
