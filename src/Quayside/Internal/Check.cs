// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.CompilerServices;

namespace Quayside.Internal;

/// <summary>Checks of arguments, with messages that say what to give instead.</summary>
internal static class Check
{
    /// <summary>Checks that a segment of this size can be asked for.</summary>
    public static void Size(long size, [CallerArgumentExpression(nameof(size))] string? name = null) =>
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size, name);

    /// <summary>Checks that a mode says who may read and write, its owner among them.</summary>
    public static void Mode(UnixFileMode mode, [CallerArgumentExpression(nameof(mode))] string? name = null)
    {
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        const UnixFileMode All = Owner
            | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        if ((mode & Owner) != Owner || (mode & ~All) != 0)
        {
            throw new ArgumentException(
                $"The mode {mode} is not one of a segment. Give UserRead and UserWrite, and reading or writing for group and others.", name);
        }
    }

    /// <summary>Checks that a choice is one of those that there are.</summary>
    public static void Defined<T>(T choice, [CallerArgumentExpression(nameof(choice))] string? name = null)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(choice))
        {
            throw new ArgumentOutOfRangeException(name, choice, $"Give one of {string.Join(", ", Enum.GetNames<T>())}.");
        }
    }

    /// <summary>Checks that a time to wait is zero, positive or infinite.</summary>
    public static void Timeout(TimeSpan timeout, [CallerArgumentExpression(nameof(timeout))] string? name = null)
    {
        if (timeout < TimeSpan.Zero && timeout != System.Threading.Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentOutOfRangeException(name, timeout, "Give zero, a positive time, or Timeout.InfiniteTimeSpan.");
        }
    }
}
