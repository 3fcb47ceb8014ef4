// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Platform.Native;

/// <summary>Declarations of the C library of Linux, one family of functions a file; no logic.</summary>
internal static partial class LibC
{
    private const string Library = "libc";
}
