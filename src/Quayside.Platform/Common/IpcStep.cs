// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Platform.Common;

/// <summary>The step of an operation at which the operating system said no; texts for people are made from it.</summary>
internal enum IpcStep
{
    /// <summary>No step failed.</summary>
    None,

    /// <summary>Making the file that stands for a System V key.</summary>
    MakeKeyFile,

    /// <summary>Deriving the System V key from its file.</summary>
    DeriveKey,

    /// <summary>Making a segment.</summary>
    CreateSegment,

    /// <summary>Finding a segment that is there.</summary>
    OpenSegment,

    /// <summary>Mapping a segment into this process.</summary>
    MapSegment,

    /// <summary>Asking for a segment's size and users.</summary>
    QuerySegment,

    /// <summary>Taking a segment's name away.</summary>
    RemoveSegment,

    /// <summary>Finding or making the lock or a semaphore.</summary>
    OpenLock,

    /// <summary>Taking the lock, or operating a semaphore.</summary>
    AcquireLock,
}
