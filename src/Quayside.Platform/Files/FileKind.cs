// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Native;

namespace Quayside.Platform.Files;

/// <summary>What stands at a path.</summary>
internal enum FileKind
{
    /// <summary>Nothing.</summary>
    Missing,

    /// <summary>A file with bytes of its own.</summary>
    Regular,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>A pipe, a device or a socket: it is written to, and never replaced.</summary>
    Stream,
}

/// <summary>Tells files apart by their type, as stat(2) tells it. Stateless.</summary>
internal static class FileKinds
{
    /// <summary>Looks at a path, through links.</summary>
    public static FileKind Of(string path)
    {
        if (LibC.statx(LibC.AT_FDCWD, path, 0, LibC.STATX_BASIC_STATS, out var status) != 0)
        {
            return Directory.Exists(path) ? FileKind.Directory : File.Exists(path) ? FileKind.Regular : FileKind.Missing;
        }

        return (status.mode & LibC.S_IFMT) switch
        {
            LibC.S_IFREG => FileKind.Regular,
            LibC.S_IFDIR => FileKind.Directory,
            _ => FileKind.Stream,
        };
    }
}
