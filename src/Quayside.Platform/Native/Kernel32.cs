// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.Versioning;

namespace Quayside.Platform.Native;

/// <summary>Declarations of the Windows API, one family of functions a file; no logic.</summary>
[SupportedOSPlatform("windows")]
internal static partial class Kernel32
{
    private const string Library = "kernel32";
}
