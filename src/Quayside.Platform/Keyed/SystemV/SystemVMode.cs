// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Platform.Keyed.SystemV;

/// <summary>Modes of System V objects: what is asked for, and the mark by which ours are told from Qt's.</summary>
internal static class SystemVMode
{
    /// <summary>0600: what Qt asks for, and what it makes since CVE-2013-0254 (Qt 4.8.5).</summary>
    public const int ReadWrite = 0x180;

    /// <summary>0400.</summary>
    public const int Read = 0x100;

    private const int Mark = 0x40;

    /// <summary>Marks what we make: 0600 becomes 0700. The bit for execution means nothing on segments and semaphores, and the kernel keeps it (svipc(7)).</summary>
    public static int Ours(UnixFileMode mode) => (int)mode | Mark;

    /// <summary>The mark of a lock that was made for a segment which was there without one: the group's bit for execution, which means nothing either.</summary>
    public const int CameLate = 0x08;

    /// <summary>The mark of a lock, which is made with one unit whoever makes it: the bit for execution of others.</summary>
    public const int Lock = 0x01;

    /// <summary>Gets whether an object of this mode was made by us.</summary>
    public static bool IsOurs(int mode) => (mode & Mark) != 0;
}
