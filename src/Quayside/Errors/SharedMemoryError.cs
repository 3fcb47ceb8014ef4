// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside;

/// <summary>Why an operation on shared memory failed. The numbers are QSharedMemory::SharedMemoryError's.</summary>
public enum SharedMemoryError
{
    /// <summary>Nothing failed.</summary>
    NoError = 0,

    /// <summary>The segment or its lock belongs to another user.</summary>
    PermissionDenied = 1,

    /// <summary>The size is not positive, or the system does not make segments of that size.</summary>
    InvalidSize = 2,

    /// <summary>The key is empty, or its key file cannot be made.</summary>
    KeyError = 3,

    /// <summary>A segment is there already.</summary>
    AlreadyExists = 4,

    /// <summary>No segment is there.</summary>
    NotFound = 5,

    /// <summary>The lock could not be taken in time, or was not ours any more.</summary>
    LockError = 6,

    /// <summary>The system is out of memory or of segments.</summary>
    OutOfResources = 7,

    /// <summary>Anything else.</summary>
    UnknownError = 8,
}
