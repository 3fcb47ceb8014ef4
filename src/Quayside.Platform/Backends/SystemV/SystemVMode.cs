// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Platform.Backends.SystemV;

/// <summary>Modes of System V objects: what is asked for, and the mark by which ours are told from Qt's.</summary>
internal static class SystemVMode
{
    /// <summary>0600: what Qt asks for, and what it makes since CVE-2013-0254 (Qt 4.8.5).</summary>
    public const int ReadWrite = 0x180;

    /// <summary>0400.</summary>
    public const int Read = 0x100;

    /// <summary>0700: what we make. The bit for execution means nothing on segments and semaphores, and the kernel keeps it (svipc(7)).</summary>
    public const int Ours = ReadWrite | Mark;

    private const int Mark = 0x40;

    /// <summary>Gets whether an object of this mode was made by us.</summary>
    public static bool IsOurs(int mode) => (mode & Mark) != 0;
}
