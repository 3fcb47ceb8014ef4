// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;
using Quayside.Platform.Memory;
using Quayside.Platform.Participants;
using Quayside.Platform.Waiting;

namespace Quayside.Participants;

/// <summary>Opens, makes and recycles segments, one process at a time for each. Not thread-safe; used once.</summary>
/// <remarks>
/// A segment is stale when no living participant has it open and it is not persistent: everybody was killed. It is not repaired but removed,
/// and a new one made. Who was waiting in front of the old one's gate sees that the name means another one, and begins again.
/// </remarks>
/// <param name="key">The key, whose mechanism has participants.</param>
/// <param name="backend">The mechanism.</param>
/// <param name="plan">What is expected.</param>
/// <param name="options">Settings.</param>
internal readonly struct SegmentOpening(IpcKey key, ParticipantBackend backend, SegmentPlan plan, QuaysideSegmentOptions options)
{
    private static readonly TimeSpan _firstPause = TimeSpan.FromMicroseconds(50);

    /// <summary>Opens or makes the segment.</summary>
    /// <param name="demand">Which.</param>
    /// <param name="header">Its header.</param>
    /// <param name="isNew">Whether it was made, so that this process is in place 0.</param>
    /// <returns>The segment, in whose gate the caller stands.</returns>
    public ParticipantSegment Open(OpenDemand demand, out SegmentHeader header, out bool isNew)
    {
        var pauses = new PollingWait(options.OpenTimeout, _firstPause);
        while (true)
        {
            isNew = false;
            var result = backend.Open(
                key.NativeName, SegmentLayout.Magic, SegmentLayout.PageSize, demand != OpenDemand.OpenReadOnly, options.Policy, out var segment);
            if (result.Succeeded)
            {
                CrashPoint.Reached(CrashStep.GateEntered);
                if (Accept(segment!, demand, out header))
                {
                    return segment!;
                }

                continue;
            }

            if (result.Error == IpcError.NotFound && demand == OpenDemand.OpenOrCreate)
            {
                result = Create(out segment, out header);
                if (result.Succeeded)
                {
                    isNew = true;
                    return segment!;
                }
            }

            if (result.Error is not (IpcError.InUse or IpcError.AlreadyExists))
            {
                throw SegmentErrors.OfSystem(key, result, demand == OpenDemand.OpenOrCreate ? Size : 0);
            }

            if (!pauses.TryNext(out var pause))
            {
                throw SegmentErrors.OfGate(key, options.OpenTimeout);
            }

            Thread.Sleep(pause);
        }
    }

    private long Size => SegmentLayout.BodyStart(options.Participants) + plan.BodySize;

    private IpcResult Create(out ParticipantSegment? segment, out SegmentHeader header)
    {
        var mine = options;
        var expected = plan;
        SegmentHeader written = default;
        var flags = (options.Persistent ? SegmentLayout.Persistent : 0)
            | (LetsOthersOnlyRead(options.UnixMode) ? SegmentLayout.AlwaysWake : 0);
        var result = backend.Create(
            key.NativeName, Size, options.UnixMode, words => written = expected.Write(words, mine.Participants, flags), out segment);
        header = written;
        return result;
    }

    /// <summary>Gets whether the segment can be used; if not, it was stale and is gone.</summary>
    private bool Accept(ParticipantSegment segment, OpenDemand demand, out SegmentHeader header)
    {
        header = SegmentHeader.Read(segment.Words);
        var complaint = SegmentErrors.Judge(key, plan, header, segment.Words);
        if (!segment.IsAlone() || (header.IsPersistent && header.State == SegmentLayout.Ready))
        {
            if (complaint is null)
            {
                header = header with { Flags = Persist(segment.Words, header.Flags, demand) };
                return true;
            }

            segment.Dispose();
            throw complaint;
        }

        using (segment)
        {
            if (demand != OpenDemand.OpenOrCreate)
            {
                throw SegmentErrors.OfSystem(key, new IpcResult(IpcError.NotFound, IpcStep.OpenSegment, 0));
            }

            segment.Words.Store(SegmentLayout.StateOffset, SegmentLayout.Gone);
            CrashPoint.Reached(CrashStep.StaleMarked);
            var result = segment.Remove();
            if (!result.Succeeded && result.Error != IpcError.NotFound)
            {
                throw SegmentErrors.OfRemoval(key, result);
            }

            CrashPoint.Reached(CrashStep.StaleRemoved);
            return false;
        }
    }

    /// <summary>Makes a segment that others have made persistent, if this process asks for that and may write. In the gate, so no other one does.</summary>
    private ulong Persist(SharedWords words, ulong flags, OpenDemand demand)
    {
        if (options.Persistent && demand != OpenDemand.OpenReadOnly && (flags & SegmentLayout.Persistent) == 0)
        {
            flags |= SegmentLayout.Persistent;
            words.Store(SegmentLayout.FlagsOffset, flags);
        }

        return flags;
    }

    private static bool LetsOthersOnlyRead(UnixFileMode mode) =>
        (mode & (UnixFileMode.GroupRead | UnixFileMode.GroupWrite)) == UnixFileMode.GroupRead
        || (mode & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite)) == UnixFileMode.OtherRead;
}
