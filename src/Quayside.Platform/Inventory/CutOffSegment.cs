// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Platform.Inventory;

/// <summary>A file of shared memory that is mapped while its name is gone or means another file.</summary>
/// <param name="Path">The name that it had.</param>
/// <param name="Inode">Its inode.</param>
/// <param name="Processes">Who has it mapped, as far as this process may look.</param>
internal sealed record CutOffSegment(string Path, long Inode, IReadOnlyList<int> Processes);
