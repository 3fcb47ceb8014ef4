// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;

namespace Quayside.Platform.Native;

internal static partial class LibC
{
    [LibraryImport(Library, EntryPoint = "kill", SetLastError = true)]
    public static partial int kill(int process, int signal);

    [LibraryImport(Library, EntryPoint = "geteuid")]
    public static partial uint geteuid();

    [LibraryImport(Library, EntryPoint = "getegid")]
    public static partial uint getegid();
}
