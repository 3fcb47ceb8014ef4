// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.CompilerServices;
using Quayside.Internal;
using Quayside.Platform.Common;
using Quayside.Platform.Defaults;
using Quayside.Platform.Memory;
using Quayside.Platform.Participants;

namespace Quayside.Participants;

/// <summary>One object's part in a Quayside segment: a place that the kernel proves to be held for as long as the process lives.</summary>
/// <remarks>
/// Thread-safe. Two objects of a process are two participants. Whoever is killed is out at once; what it owned is found by those who want
/// it. Disposing leaves the segment, and removes it if nobody else is in it.
/// </remarks>
internal sealed partial class Membership : ILife, IDisposable
{
    private const int NoPlace = -1;

    private readonly ParticipantSegment _segment;
    private readonly ParticipantTable _table;
    private readonly int _place;
    private int _hasLeft;

    private Membership(IpcKey key, ParticipantSegment segment, ParticipantTable table, SegmentHeader header, ulong me)
    {
        Key = key;
        _segment = segment;
        _table = table;
        _place = OwnerWord.PlaceOf(me);
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

    /// <summary>
    /// Gets whether who waits here has to look again and again, because wakes go astray, or because nobody can be told that it waits.
    /// </summary>
    public bool MustLook => _segment.CanMissWakes || (FirstPage is null && !AlwaysWakes);

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
        IpcKey.ThrowIfEmpty(key);
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
        var place = OwnerWord.PlaceOf(owner);
        return place < _table.Count
            && _table.GenerationOf(place) == OwnerWord.GenerationOf(owner)
            && (place == _place ? !HasLeft : _segment.IsClaimed(place));
    }

    /// <summary>Says in words who owns a lock.</summary>
    /// <param name="owner">The owner bits of the lock's word.</param>
    public string Describe(ulong owner)
    {
        var place = OwnerWord.PlaceOf(owner);
        if (place < 0 || place >= _table.Count)
        {
            return "a process";
        }

        var process = _table.HolderOf(place).Process;
        return process == 0 ? "a process that is gone" : $"process {process} ({_table.NameOf(place)})";
    }

    /// <summary>Gets a word to sleep on beside others.</summary>
    /// <param name="offset">The word.</param>
    /// <param name="seen">What it was; its low half counts.</param>
    public AwaitedWord Await(long offset, ulong seen) => new(_segment, offset, unchecked((uint)seen));

    /// <summary>Wakes who sleeps on a word.</summary>
    /// <param name="offset">The word.</param>
    /// <param name="all">Whether to wake all or one.</param>
    public void Wake(long offset, bool all) => _segment.Wake(offset, all);

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
        var me = OwnerWord.Of(place, table.Renew(place));
        CrashPoint.Reached(CrashStep.GenerationRaised);
        table.Introduce(place);
        CrashPoint.Reached(CrashStep.Introduced);
        return me;
    }
}
