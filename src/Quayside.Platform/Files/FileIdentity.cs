// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Platform.Files;

/// <summary>Names the very file behind a name: one that was made anew under the same name is another one.</summary>
/// <param name="Inode">Its inode.</param>
/// <param name="Device">The file system of that.</param>
internal readonly record struct FileIdentity(long Inode, long Device);
