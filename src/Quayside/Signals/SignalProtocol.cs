// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.CompilerServices;
using Quayside.Platform.Common;
using Quayside.Platform.Memory;

namespace Quayside.Signals;

/// <summary>Tells sleepers that a version has changed; publishers call the kernel only when somebody sleeps.</summary>
/// <remarks>
/// <para>
/// Waiters set the bell before each sleep and look at the version once more; publishers change the version and then look at the bell. Both
/// do so across a full fence, so one of them sees the other: the exchange in <see cref="Announce"/> pairs with the one in <see cref="Arm"/>.
/// </para>
/// <para>
/// The bell is a flag and not a count, and the publisher clears it: whoever is killed while asleep costs one needless wake. It is cleared
/// before the version changes and never after: there it could be the bell of one who knows the new version already and is about to sleep on
/// it, whom the next publisher would not hear. A publisher killed between clearing it and waking leaves sleepers to the end of their slice.
/// </para>
/// </remarks>
internal static class SignalProtocol
{
    /// <summary>Makes a version known. One caller at a time.</summary>
    /// <param name="words">The segment.</param>
    /// <param name="version">The word that holds the version.</param>
    /// <param name="bell">The bell.</param>
    /// <param name="value">The new version.</param>
    /// <returns>Whether to wake all sleepers.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Announce<TWords>(TWords words, long version, long bell, ulong value)
        where TWords : ISharedWords
    {
        var isRung = Silence(words, bell);
        _ = words.Exchange(version, value);
        CrashPoint.Reached(CrashStep.VersionChanged);
        return isRung || words.Load(bell) != 0;
    }

    /// <summary>Adds one to a version, together with any number of other callers.</summary>
    /// <param name="words">The segment.</param>
    /// <param name="version">The word that holds the version.</param>
    /// <param name="bell">The bell.</param>
    /// <param name="value">The new version.</param>
    /// <returns>Whether to wake all sleepers.</returns>
    public static bool Increment<TWords>(TWords words, long version, long bell, out ulong value)
        where TWords : ISharedWords
    {
        var isRung = Silence(words, bell);
        value = unchecked(words.Add(version, 1) + 1);
        CrashPoint.Reached(CrashStep.VersionChanged);
        return isRung || words.Load(bell) != 0;
    }

    /// <summary>Prepares a sleep: publishers that come later will wake.</summary>
    /// <param name="words">The segment.</param>
    /// <param name="version">The word that holds the version.</param>
    /// <param name="page">The page of the bell, which readers have mapped for writing beside the rest; or the segment.</param>
    /// <param name="bell">The bell.</param>
    /// <returns>The version now. Sleep only if it is the one already known, and until it is another.</returns>
    public static ulong Arm<TWords>(TWords words, long version, TWords page, long bell)
        where TWords : ISharedWords
    {
        _ = page.Exchange(bell, 1);
        CrashPoint.Reached(CrashStep.BellSet);
        return words.Load(version);
    }

    // Most publishers find nobody: a read keeps the line shared, where an exchange would take it away from everybody.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Silence<TWords>(TWords words, long bell)
        where TWords : ISharedWords
    {
        if (words.Load(bell) == 0 || words.Exchange(bell, 0) == 0)
        {
            return false;
        }

        CrashPoint.Reached(CrashStep.BellCleared);
        return true;
    }
}
