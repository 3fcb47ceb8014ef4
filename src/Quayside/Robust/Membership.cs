// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Quayside.Layout;
using Quayside.Platform;
using Quayside.Platform.Backends;
using Quayside.Platform.Memory;
using Quayside.Platform.Participants;
using Quayside.Protocol;
using Quayside.Segments;

namespace Quayside.Robust;

/// <summary>One object's part in a Quayside segment: a place that the kernel proves to be held for as long as the process lives.</summary>
/// <remarks>
/// Thread-safe. Two objects of a process are two participants. Whoever is killed is out at once; what it owned is found by those who want
/// it. Disposing leaves the segment, and removes it if nobody else is in it.
/// </remarks>
internal sealed class Membership : ILife, IDisposable
{
    private const int NoPlace = -1;

    // Who hands out spans, which keep nothing alive: not collected before it has left, nor what it has mapped.
    private static readonly ConcurrentDictionary<Membership, bool> _anchored = [];

    private static readonly TimeSpan _leavePatience = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan _firstPause = TimeSpan.FromMicroseconds(50);

    private readonly ParticipantSegment _segment;
    private readonly ParticipantTable _table;
    private readonly int _place;
    private readonly bool _isPersistent;
    private PinCount _stays;
    private int _hasLeft;

    private Membership(IpcKey key, ParticipantSegment segment, ParticipantTable table, SegmentHeader header, ulong me)
    {
        Key = key;
        _segment = segment;
        _table = table;
        _place = LockLayout.PlaceOf(me);
        _isPersistent = header.IsPersistent;
        Words = segment.Words;
        Body = (long)header.Body;
        BodySize = (long)(header.Size - header.Body);
        AlwaysWakes = (header.Flags & SegmentLayout.AlwaysWake) != 0;
        Me = me;
    }

    /// <summary>Gets the key.</summary>
    public IpcKey Key { get; }

    /// <summary>Gets the segment's memory.</summary>
    public SharedWords Words { get; }

    /// <summary>Gets the first page, with the bell, for writing, or null when this process may not write anything.</summary>
    public SharedWords? FirstPage => _segment.FirstPage;

    /// <summary>Gets where the body starts.</summary>
    public long Body { get; }

    /// <summary>Gets the bytes of the body.</summary>
    public long BodySize { get; }

    /// <summary>Gets whether publishers wake without having been asked.</summary>
    public bool AlwaysWakes { get; }

    /// <summary>Gets this participant as owner of locks; 0 for a reader, who owns none.</summary>
    public ulong Me { get; }

    /// <summary>Gets the places for participants.</summary>
    public int Places => _table.Count;

    /// <summary>Gets this participant's place, -1 for a reader, who has none.</summary>
    public int Place => _place;

    /// <summary>Gets what is held by whoever must not be left in the middle of its work: disposal waits for it.</summary>
    public Lock Presence { get; } = new();

    /// <summary>Gets whether this participant has left, or waits for the presence to do so.</summary>
    public bool HasLeft => Volatile.Read(ref _hasLeft) != 0;

    /// <summary>Joins a segment.</summary>
    /// <param name="key">Its key; a legacy key means the platform-safe one of the same text.</param>
    /// <param name="plan">What is expected in it.</param>
    /// <param name="demand">Whether it may be made.</param>
    /// <param name="options">Settings.</param>
    /// <exception cref="NotSupportedException">The key's mechanism has no participants.</exception>
    /// <exception cref="QuaysideException">It cannot be joined.</exception>
    public static Membership Join(IpcKey key, SegmentPlan plan, OpenDemand demand, QuaysideSegmentOptions? options)
    {
        options ??= QuaysideSegmentOptions.Default;
        Check.Key(key);
        Check.Timeout(options.OpenTimeout, nameof(options));
        Check.Timeout(options.WriterTimeout, nameof(options));
        Check.Mode(options.UnixMode, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Participants, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Participants, SegmentLayout.MaxParticipants, nameof(options));

        // Legacy names are Qt's objects, which have no header. So a plain text, which is a legacy key, means the other name of that text.
        key = key.LegacyKey is { } text ? IpcKey.PlatformSafe(text) : key;
        var backend = PlatformDefaults.ParticipantsFor((int)key.Type) ?? throw SegmentErrors.OfKeyType(key);

        var segment = new SegmentOpening(key, backend, plan, options).Open(demand, out var header, out var isNew);
        try
        {
            var me = 0UL;
            var lines = plan.Lines with { Offset = (long)header.Body + plan.Lines.Offset };
            var table = new ParticipantTable(segment.Words, (int)header.Participants, lines);
            if (demand == OpenDemand.OpenReadOnly)
            {
                if (segment.ClaimReading() is { Succeeded: false } failure)
                {
                    throw SegmentErrors.OfSystem(key, failure);
                }
            }
            else
            {
                me = Claim(key, segment, table, isNew ? 0 : NoPlace);
            }

            var membership = new Membership(key, segment, table, header, me);
            segment.LeaveGate();
            CrashPoint.Reached(CrashStep.Joined);
            return membership;
        }
        catch
        {
            segment.Dispose();
            throw;
        }
    }

    /// <summary>Refuses to go on for one who has left.</summary>
    /// <exception cref="ObjectDisposedException">This participant has left.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void ThrowIfLeft()
    {
        if (HasLeft)
        {
            ThrowLeft();
        }
    }

    /// <summary>Makes what is thrown at one who has left, with what it was that was disposed.</summary>
    public ObjectDisposedException LeftException() => new(Key.Display);

    /// <inheritdoc/>
    public bool IsAlive(ulong owner)
    {
        var place = LockLayout.PlaceOf(owner);
        return place < _table.Count
            && _table.GenerationOf(place) == LockLayout.GenerationOf(owner)
            && (place == _place ? !HasLeft : _segment.IsClaimed(place));
    }

    /// <summary>Says in words who owns a lock.</summary>
    /// <param name="owner">The owner bits of the lock's word.</param>
    public string Describe(ulong owner)
    {
        var place = LockLayout.PlaceOf(owner);
        if (place < 0 || place >= _table.Count)
        {
            return "a process";
        }

        var process = _table.HolderOf(place).Process;
        return process == 0 ? "a process that is gone" : $"process {process} ({_table.NameOf(place)})";
    }

    /// <summary>Empties the place of a dead owner, unless somebody is in the gate: then that one, or the next to join, does so.</summary>
    /// <param name="owner">The owner bits of the word that the dead one left.</param>
    public void Sweep(ulong owner)
    {
        var place = LockLayout.PlaceOf(owner);
        lock (Presence)
        {
            if (HasLeft || place < 0 || place >= _table.Count || place == _place || !_segment.TryEnterGate().Succeeded)
            {
                return;
            }

            if (_table.GenerationOf(place) == LockLayout.GenerationOf(owner))
            {
                _ = SweepPlace(place);
            }

            _segment.LeaveGate();
        }
    }

    /// <summary>Empties the places of the dead who left something in their lines, unless somebody is in the gate.</summary>
    /// <returns>Whether there were any.</returns>
    public bool SweepLines()
    {
        var hasSwept = false;
        lock (Presence)
        {
            for (var place = 0; !HasLeft && place < _table.Count; place++)
            {
                // Most are alive, and that is asked without the gate.
                if (place != _place && _table.HasLine(place) && !_segment.IsClaimed(place) && _segment.TryEnterGate().Succeeded)
                {
                    hasSwept |= SweepPlace(place);
                    _segment.LeaveGate();
                }
            }
        }

        return hasSwept;
    }

    /// <summary>Keeps this participant in the segment beyond its disposal, until <see cref="EndStay"/>. Does not block.</summary>
    /// <returns>Whether it does: not when it has been disposed.</returns>
    public bool TryStay() => _stays.TryPin();

    /// <summary>Ends a stay, and leaves if it was the last one of a participant that has been disposed.</summary>
    public void EndStay()
    {
        if (_stays.Unpin())
        {
            Leave();
        }
    }

    /// <summary>Keeps this object, and what it has mapped, from the garbage collector until it has left.</summary>
    public void Anchor() => _ = _anchored.TryAdd(this, true);

    /// <summary>Sleeps until a word changes, at most for some time. Blocks; may return early.</summary>
    /// <param name="offset">The word.</param>
    /// <param name="seen">What it was; its low half counts.</param>
    /// <param name="slice">The longest time.</param>
    public void Sleep(long offset, ulong seen, TimeSpan slice) => _segment.Sleep(offset, unchecked((uint)seen), slice);

    /// <summary>Gets a word to sleep on beside others.</summary>
    /// <param name="offset">The word.</param>
    /// <param name="seen">What it was; its low half counts.</param>
    public AwaitedWord Await(long offset, ulong seen) => new(_segment, offset, unchecked((uint)seen));

    /// <summary>Wakes who sleeps on a word.</summary>
    /// <param name="offset">The word.</param>
    /// <param name="all">Whether to wake all or one.</param>
    public void Wake(long offset, bool all) => _segment.Wake(offset, all);

    /// <summary>
    /// Leaves the segment, once, and as soon as nobody stays; what this participant owns is abandoned. Removes the segment if it was the last
    /// one's.
    /// </summary>
    public void Dispose()
    {
        // Said first: whoever waits for something in the presence, a writer for its role, gives up and lets it go.
        if (Interlocked.Exchange(ref _hasLeft, 1) == 0 && _stays.Close())
        {
            Leave();
        }
    }

    private void Leave()
    {
        lock (Presence)
        {
            if (_place != NoPlace)
            {
                _table.Clear(_place);
            }

            CrashPoint.Reached(CrashStep.LeaveBegun);
            if (!_isPersistent && EnterGate())
            {
                CrashPoint.Reached(CrashStep.LeaveInGate);
                RemoveIfLast();
            }

            // The gate last, or together with the rest: nobody comes in between.
            _segment.Dispose();
            CrashPoint.Reached(CrashStep.Left);
        }

        _ = _anchored.TryRemove(this, out _);
    }

    private bool SweepPlace(int place)
    {
        if (!_segment.TryClaim(place))
        {
            return false;
        }

        CrashPoint.Reached(CrashStep.SweepClaimed);
        _table.Clear(place);
        _ = _table.Renew(place);
        CrashPoint.Reached(CrashStep.SweepCleared);
        _segment.Release(place);
        CrashPoint.Reached(CrashStep.SweepReleased);
        return true;
    }

    private void ThrowLeft() => throw LeftException();

    // A place that the table calls empty needs no taking over; the others are tried because only the kernel knows.
    private static ulong Claim(IpcKey key, ParticipantSegment segment, ParticipantTable table, int place)
    {
        for (var pass = 0; place == NoPlace && pass < 2; pass++)
        {
            for (var candidate = 0; place == NoPlace && candidate < table.Count; candidate++)
            {
                if ((pass == 1 || table.HolderOf(candidate).Process == 0) && segment.TryClaim(candidate))
                {
                    place = candidate;
                }
            }
        }

        if (place == NoPlace)
        {
            throw SegmentErrors.OfPlaces(key, table);
        }

        CrashPoint.Reached(CrashStep.PlaceClaimed);

        // Whoever was killed in the place may have left something.
        table.Clear(place);
        var me = LockLayout.OwnerOf(place, table.Renew(place));
        CrashPoint.Reached(CrashStep.GenerationRaised);
        table.Introduce(place);
        CrashPoint.Reached(CrashStep.Introduced);
        return me;
    }

    // Whoever is in the gate takes microseconds. If one is stopped there, the segment stays for the next one to find stale.
    private bool EnterGate()
    {
        var pauses = new SlicedWait(_leavePatience, _firstPause);
        while (!_segment.TryEnterGate().Succeeded)
        {
            if (!pauses.TryNext(out var pause))
            {
                return false;
            }

            Thread.Sleep(pause);
        }

        return true;
    }

    private void RemoveIfLast()
    {
        if (_segment.IsAlone() && _segment.FirstPage is { } first)
        {
            first.Store(SegmentLayout.StateOffset, SegmentLayout.Gone);
            CrashPoint.Reached(CrashStep.LeaveMarked);

            // Who may not, leaves it stale.
            _ = _segment.Remove();
            CrashPoint.Reached(CrashStep.LeaveRemoved);
        }
    }
}
