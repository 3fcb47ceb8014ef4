// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;
using Quayside.Platform.Native;

namespace Quayside.Platform.Files;

/// <summary>The directory in which Qt keeps the key files of System V objects.</summary>
/// <remarks>Not .NET's own path of temporary files: Qt resolves symbolic links, and two spellings of one directory must give one key.</remarks>
internal static class TemporaryDirectory
{
    /// <summary>Finds the directory: TMPDIR, else /tmp; cleaned lexically, then with symbolic links resolved (QDir::tempPath, Qt 5.15 to 6.8).</summary>
    /// <returns>An absolute path without a slash at the end, or an empty string when TMPDIR names no directory; Qt then uses the root.</returns>
    public static string Find() => Of(Environment.GetEnvironmentVariable("TMPDIR"));

    /// <summary>Finds the directory of a process that has this value of TMPDIR.</summary>
    /// <inheritdoc cref="Find"/>
    public static string Of(string? directory)
    {
        if (string.IsNullOrEmpty(directory))
        {
            directory = "/tmp";
        }

        if (!Path.IsPathRooted(directory))
        {
            return string.Empty;
        }

        var resolved = Resolve(Path.GetFullPath(directory));
        return resolved == "/" ? string.Empty : resolved;
    }

    private static string Resolve(string path)
    {
        var resolved = LibC.realpath(path, 0);
        if (resolved == 0)
        {
            return string.Empty;
        }

        try
        {
            return Marshal.PtrToStringUTF8(resolved)!;
        }
        finally
        {
            LibC.free(resolved);
        }
    }
}
