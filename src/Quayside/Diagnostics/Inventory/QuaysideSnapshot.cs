// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Buffers.Binary;
using System.Diagnostics;
using Quayside.Frames;
using Quayside.Live;
using Quayside.Locks;
using Quayside.Participants;
using Quayside.Platform.Common;
using Quayside.Platform.Defaults;
using Quayside.Platform.Inventory;
using Quayside.Signals;

namespace Quayside.Diagnostics.Inventory;

/// <summary>Reads Quayside segments from outside, by copies of their words in which anything can be.</summary>
/// <remarks>Not thread-safe. Words that contradict each other make a segment damaged, or leave something untold; none makes reading fail.</remarks>
/// <param name="file">The segment.</param>
internal readonly partial struct QuaysideSnapshot(ParticipantExamination file)
{
    // A place that changes while it is looked at is being taken or given back, or is played with.
    private const int MaxLooks = 4;

    /// <summary>Looks at the segment of a key; null when there is none, or something else, or it may not be read.</summary>
    public static QuaysideSegmentStatus? Of(IpcKey key)
    {
        if (!PlatformDefaults.Examine((int)key.Type, key.NativeName, SegmentLayout.Magic, SegmentLayout.PageSize, toRemove: false, out var file).Succeeded)
        {
            return null;
        }

        using (file)
        {
            return new QuaysideSnapshot(file!).Read();
        }
    }

    /// <summary>Looks at the segment.</summary>
    public QuaysideSegmentStatus Read()
    {
        var page = new byte[SegmentLayout.PageSize];
        _ = file.TryRead(0, page);
        var header = HeaderOf(page);
        var isKnown = header.Version == SegmentLayout.CurrentVersion;
        var fits = header.Participants is >= 1 and <= SegmentLayout.MaxParticipants && header.Size <= (ulong)file.Size
            && (!isKnown || (header.Body == (ulong)SegmentLayout.BodyStart((int)header.Participants) && header.Body < header.Size));
        var places = fits ? (int)header.Participants : 0;
        var status = new QuaysideSegmentStatus
        {
            Kind = isKnown ? KindOf(header.Kind) : QuaysideSegmentKind.Unknown,
            Description = isKnown ? PeerText.Of(page.AsSpan((int)SegmentLayout.DescriptionOffset, SegmentLayout.DescriptionSize)) : string.Empty,
            LayoutVersion = unchecked((long)header.Version),
            State = header.State == SegmentLayout.Gone ? QuaysideSegmentState.Gone
                : fits && header.State == SegmentLayout.Ready ? QuaysideSegmentState.Ready
                : QuaysideSegmentState.Damaged,

            // Who opens it finds a persistent one worth keeping only if it is called ready.
            IsPersistent = header is { IsPersistent: true, State: SegmentLayout.Ready or SegmentLayout.Gone },
            IsInUse = file.IsInUse(),
            IsGateTaken = file.IsGateTaken(),
            Places = places,
            Participants = isKnown ? Participants(places) : [],
            HasReaders = file.HasReaders(),
            Creator = isKnown ? IdOf(Word(page, SegmentLayout.CreatorOffset)) : 0,
            Id = file.Id,
        };
        return isKnown && fits ? WithBody(status, (long)header.Body, (long)(header.Size - header.Body)) : status;
    }

    private static SegmentHeader HeaderOf(byte[] page) => new(
        Word(page, SegmentLayout.VersionOffset),
        Word(page, SegmentLayout.StateOffset),
        Word(page, SegmentLayout.SizeOffset),
        Word(page, SegmentLayout.ParticipantsOffset),
        Word(page, SegmentLayout.FlagsOffset),
        (SegmentKind)Word(page, SegmentLayout.KindOffset),
        Word(page, SegmentLayout.FingerprintOffset),
        Word(page, SegmentLayout.BodyOffset));

    private static QuaysideSegmentKind KindOf(SegmentKind kind) => kind switch
    {
        SegmentKind.Lock => QuaysideSegmentKind.RobustLock,
        SegmentKind.Signal => QuaysideSegmentKind.ChangeSignal,
        SegmentKind.Value => QuaysideSegmentKind.LiveValue,
        SegmentKind.Buffer => QuaysideSegmentKind.LiveBuffer,
        SegmentKind.Frames => QuaysideSegmentKind.Frames,
        _ => QuaysideSegmentKind.Unknown,
    };

    private QuaysideSegmentStatus WithBody(QuaysideSegmentStatus status, long body, long size) => status.Kind switch
    {
        QuaysideSegmentKind.RobustLock when size >= LockLayout.Size => status with { Lock = LockAt(body, status.Places) },
        QuaysideSegmentKind.ChangeSignal when size >= SignalLayout.Size => status with { Version = unchecked((long)WordAt(body)) },
        QuaysideSegmentKind.LiveValue or QuaysideSegmentKind.LiveBuffer when size >= LiveLayout.BodySize(0) => WithValue(status, body, size),
        QuaysideSegmentKind.Frames when size >= FrameLayout.LinesOffset => WithFrames(status, body, size),
        _ => status,
    };

    private QuaysideSegmentStatus WithValue(QuaysideSegmentStatus status, long body, long size)
    {
        var capacity = WordAt(new LiveLayout(body, 0).Capacity);
        if (capacity > (ulong)Array.MaxLength || LiveLayout.BodySize((int)capacity) > size)
        {
            return status with { State = QuaysideSegmentState.Damaged };
        }

        var layout = new LiveLayout(body, (int)capacity);
        var latest = WordAt(layout.Latest);
        status = status with { Lock = LockAt(layout.Lock, status.Places), Capacity = (int)capacity, Version = unchecked((long)latest) };
        var slot = layout.SlotOf(latest);
        var length = WordAt(slot + LiveLayout.LengthOffset);
        var time = WordAt(slot + LiveLayout.TimeOffset);

        // As readers check it: whoever begins to write another version there says so in the slot first of all.
        var isWhole = latest != 0 && length <= capacity && WordAt(slot) == unchecked(2 * latest);
        return !isWhole ? status : status with
        {
            Length = (int)length,
            Age = AgeOf(time),
        };
    }

    private static TimeSpan? AgeOf(ulong time) =>
        SharedClock.IsComparable && SharedClock.FromLocal(Stopwatch.GetTimestamp()) is var now && time <= (ulong)now
            ? Stopwatch.GetElapsedTime((long)time, now)
            : null;

    private QuaysideLockStatus LockAt(long offset, int places)
    {
        for (var look = 1; ; look++)
        {
            var word = WordAt(offset);
            var place = OwnerWord.PlaceOf(word);
            uint generation = 0;
            var owner = place >= 0 && place < places ? ParticipantAt(place, out generation) : null;
            owner = generation == OwnerWord.GenerationOf(word) ? owner : null;

            // An owner that seems dead may have given the lock back and left meanwhile.
            if (owner is { IsAlive: true } || place < 0 || look == MaxLooks || WordAt(offset) == word)
            {
                return new QuaysideLockStatus
                {
                    IsHeld = place >= 0,
                    Owner = owner,
                    IsDirty = (word & LockLayout.Dirty) != 0,
                    HasWaiters = (word & LockLayout.Parked) != 0,
                };
            }
        }
    }

    private List<QuaysideParticipant> Participants(int places)
    {
        var participants = new List<QuaysideParticipant>();
        for (var place = 0; place < places; place++)
        {
            if (ParticipantAt(place, out _) is { } participant)
            {
                participants.Add(participant);
            }
        }

        return participants;
    }

    /// <summary>Looks at a place; null when it is empty.</summary>
    private QuaysideParticipant? ParticipantAt(int place, out uint generation)
    {
        Span<byte> line = stackalloc byte[ParticipantLayout.Size];
        var isAlive = false;
        for (var look = 1; ; look++)
        {
            // Asked before and after: who comes in takes the place before it says who it is, and who leaves says so before it gives it back.
            isAlive = file.IsClaimed(place);
            line.Clear();
            _ = file.TryRead(ParticipantLayout.PlaceStart(place), line);
            if (look == MaxLooks || file.IsClaimed(place) == isAlive)
            {
                break;
            }
        }

        generation = unchecked((uint)Word(line, ParticipantLayout.GenerationOffset));
        var process = Word(line, ParticipantLayout.ProcessOffset);
        if (!isAlive && process == 0)
        {
            return null;
        }

        return new QuaysideParticipant(
            place,
            IdOf(process),
            process == 0 ? string.Empty : PeerText.Of(line[(int)ParticipantLayout.NameOffset..]),
            Joined(Word(line, ParticipantLayout.JoinedOffset)),
            isAlive,
            Word(line, ParticipantLayout.NamespaceOffset) == ProcessInfo.Namespace);
    }

    private ulong WordAt(long offset)
    {
        Span<byte> word = stackalloc byte[sizeof(ulong)];
        word.Clear();
        _ = file.TryRead(offset, word);
        return Word(word, 0);
    }

    private static ulong Word(ReadOnlySpan<byte> bytes, long offset) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[(int)offset..]);

    private static int IdOf(ulong process) => process <= int.MaxValue ? (int)process : 0;

    private static DateTimeOffset Joined(ulong microseconds) =>
        DateTimeOffset.UnixEpoch + TimeSpan.FromMicroseconds(Math.Min(microseconds, (ulong)TimeSpan.FromDays(100_000).TotalMicroseconds));
}
