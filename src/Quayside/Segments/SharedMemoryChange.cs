// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside;

/// <summary>Something that happened to a segment.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Size">The segment's size in bytes; 0 when it was removed.</param>
public readonly record struct SharedMemoryChange(SharedMemoryChangeKind Kind, long Size);
