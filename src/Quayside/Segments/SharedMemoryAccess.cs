// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside;

/// <summary>What a process may do with a segment that it attaches. The numbers are QSharedMemory::AccessMode's.</summary>
public enum SharedMemoryAccess
{
    /// <summary>Reading only. The pages are mapped read-only, and no writable span is handed out.</summary>
    ReadOnly = 0,

    /// <summary>Reading and writing.</summary>
    ReadWrite = 1,
}
