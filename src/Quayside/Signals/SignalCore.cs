// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.CompilerServices;
using Quayside.Participants;
using Quayside.Platform.Memory;
using Quayside.Platform.Waiting;
using Quayside.Waiting;

namespace Quayside.Signals;

/// <summary>A participant's dealings with one version that changes: waking who sleeps on it, spinning, sleeping. Thread-safe.</summary>
/// <param name="membership">The participant, or a reader.</param>
/// <param name="offset">The word that holds the version.</param>
/// <param name="bell">Its bell. Of another than the segment's own, all who wait for it may write the segment.</param>
internal sealed partial class SignalCore(Membership membership, long offset, long bell = SegmentLayout.BellOffset) : IWaitedWord
{
    private readonly SharedWords _words = membership.Words;

    /// <summary>Gets the version.</summary>
    /// <exception cref="ObjectDisposedException">This participant has left.</exception>
    public long Version
    {
        get
        {
            var version = Peek();
            membership.ThrowIfLeft();
            return unchecked((long)version);
        }
    }

    /// <summary>Wakes all who sleep.</summary>
    /// <param name="wasAsked">Whether somebody has said that it sleeps.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Answer(bool wasAsked)
    {
        if (wasAsked || membership.AlwaysWakes)
        {
            membership.Wake(offset, all: true);
        }
    }

    /// <summary>Waits until the version is another one.</summary>
    /// <param name="version">The version that is known; then the one that is there.</param>
    /// <param name="timeout">The longest time to wait.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <returns>Whether there is another one.</returns>
    public bool Wait(ref long version, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var known = unchecked((ulong)version);
        var found = Peek();
        for (var spin = new SpinPhase(); found == known && timeout != TimeSpan.Zero && spin.TryNext();)
        {
            found = Peek();
        }

        if (found == known && timeout != TimeSpan.Zero)
        {
            found = SleepOn(known, timeout, cancellationToken);
        }

        membership.ThrowIfLeft();
        version = unchecked((long)found);
        return found != known;
    }

    // Out of line: who finds the change while spinning is in a hurry, and needs none of this.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private ulong SleepOn(ulong known, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var wait = new ThreadWait(membership, this, timeout, WaitTimes.Slice, cancellationToken);
        try
        {
            return SleepOn(known, ref wait, cancellationToken);
        }
        finally
        {
            wait.Dispose();
        }
    }

    private ulong SleepOn(ulong known, ref ThreadWait wait, CancellationToken cancellationToken)
    {
        while (true)
        {
            var found = Arm();
            if (found != known)
            {
                return found;
            }

            membership.ThrowIfLeft();
            cancellationToken.ThrowIfCancellationRequested();
            if (!TrySleep(ref wait, known))
            {
                return known;
            }
        }
    }

    /// <summary>Prepares a sleep: whoever changes the version from here on wakes.</summary>
    /// <returns>The version now, perhaps a zero that took the word's place when this participant left.</returns>
    public ulong Arm() => membership.FirstPage is { } page

        // Who may not write at all cannot ring; then publishers wake without being asked.
        ? SignalProtocol.Arm(_words, offset, page, bell)
        : Peek();

    /// <summary>Sleeps until the version is another one. May return early.</summary>
    /// <param name="wait">For how long.</param>
    /// <param name="known">The version that is known.</param>
    /// <returns>Whether there was any time left.</returns>
    public bool TrySleep(ref ThreadWait wait, ulong known) => wait.TrySleep(offset, known);

    /// <inheritdoc/>
    /// <remarks>A bell that is silent while somebody sleeps was silenced by a publisher that died then; the next one would not hear.</remarks>
    public bool NeedsLook(ulong seen) =>
        membership.HasLeft || Peek() != seen || (membership.FirstPage is { } page && page.Load(bell) == 0);

    // Perhaps a zero that took the word's place when this participant left: whoever tells it to others sees to that afterwards.
    private ulong Peek() => _words.Load(offset);
}
