// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.CompilerServices;
using Quayside.Platform.Common;
using Quayside.Platform.Memory;
using Quayside.Signals;

namespace Quayside.Live;

/// <summary>The latest value in four slots: a writer that never waits, and readers that write nothing and see no torn value.</summary>
/// <remarks>
/// <para>The caller copies the payload between begin and end, word for word in no order; barriers here keep that inside.</para>
/// <para>
/// Readers killed anywhere: nobody notices. Writer killed anywhere before <see cref="EndWrite"/> has announced: the latest version is still
/// the earlier one, whole in another slot; the next writer begins the same version again. Killed after: the value is there.
/// </para>
/// </remarks>
internal static class LiveProtocol
{
    /// <summary>Begins a new version. By the one who holds the writer's role.</summary>
    /// <param name="words">The segment.</param>
    /// <param name="layout">Where things are.</param>
    /// <param name="version">The new version.</param>
    /// <returns>The slot to fill.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long BeginWrite<TWords>(TWords words, in LiveLayout layout, out ulong version)
        where TWords : ISharedWords
    {
        unchecked
        {
            // Only writers write it, one after the other, with the lock between them.
            version = words.Load(layout.Latest) + 1;
            var slot = layout.SlotOf(version);
            words.Write(slot, (2 * version) - 1);

            // No byte of the payload before the mark that it is not whole; pairs with the barrier in EndRead.
            words.WriteBarrier();
            CrashPoint.Reached(CrashStep.WriteBegun);
            return slot;
        }
    }

    /// <summary>Makes a filled slot the latest value.</summary>
    /// <param name="words">The segment.</param>
    /// <param name="layout">Where things are.</param>
    /// <param name="bell">The bell.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="version">The version.</param>
    /// <returns>Whether to wake all sleepers.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool EndWrite<TWords>(TWords words, in LiveLayout layout, long bell, long slot, ulong version)
        where TWords : ISharedWords
    {
        CrashPoint.Reached(CrashStep.PayloadCopied);

        // The whole payload before the mark that it is whole; pairs with the load in TryBeginRead.
        words.Store(slot, unchecked(2 * version));
        CrashPoint.Reached(CrashStep.SlotWhole);
        return SignalProtocol.Announce(words, layout.Latest, bell, version);
    }

    /// <summary>Finds the slot of the latest version.</summary>
    /// <param name="words">The segment.</param>
    /// <param name="layout">Where things are.</param>
    /// <param name="slot">The slot to copy, when it is whole.</param>
    /// <param name="version">The version, or 0 when there has been none.</param>
    /// <returns>Whether the slot is whole; if not, a writer has lapped this reader, which tries again.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryBeginRead<TWords>(TWords words, in LiveLayout layout, out long slot, out ulong version)
        where TWords : ISharedWords
    {
        version = words.Load(layout.Latest);
        slot = layout.SlotOf(version);
        return version != 0 && words.Load(slot) == unchecked(2 * version);
    }

    /// <summary>Gets whether what was copied out of the slot is the version, whole.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool EndRead<TWords>(TWords words, long slot, ulong version)
        where TWords : ISharedWords
    {
        // The copy before the second look; pairs with the barrier in BeginWrite.
        words.ReadBarrier();
        return words.Read(slot) == unchecked(2 * version);
    }
}
