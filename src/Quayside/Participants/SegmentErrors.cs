// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Errors;
using Quayside.Platform.Common;
using Quayside.Platform.Memory;

namespace Quayside.Participants;

/// <summary>Says in one line what is wrong with a segment and what to do about it.</summary>
internal static class SegmentErrors
{
    /// <summary>Compares what is there with what is expected.</summary>
    /// <param name="key">The key.</param>
    /// <param name="plan">What is expected.</param>
    /// <param name="header">The header that is there.</param>
    /// <param name="words">The segment.</param>
    /// <returns>Null when they agree.</returns>
    public static QuaysideException? Judge(IpcKey key, SegmentPlan plan, SegmentHeader header, SharedWords words)
    {
        if (header.Version != SegmentLayout.CurrentVersion)
        {
            return New(
                QuaysideError.OtherLayout,
                key,
                $"it has layout {Number(header.Version)}, and this program knows layout {Number(SegmentLayout.CurrentVersion)}",
                "Let all programs that share it use the same version of Quayside, or another key");
        }

        if (header.State != SegmentLayout.Ready || !header.Fits(words))
        {
            return OfHeader(key);
        }

        if (header.Kind != plan.Kind || header.Fingerprint != plan.Fingerprint)
        {
            return New(
                QuaysideError.OtherType,
                key,
                $"it holds '{SegmentHeader.Describe(words)}', and this program expects '{plan.Description}'",
                "Let all programs that share it declare the same type, or use another key");
        }

        var least = plan.LeastBodySize + ((long)header.Participants * plan.Lines.Size);
        return header.Size - header.Body >= (ulong)least ? null : OfHeader(key);
    }

    /// <summary>Says what the system refused.</summary>
    /// <param name="key">The key.</param>
    /// <param name="result">What it said, and where.</param>
    /// <param name="size">The size of the segment that was to be made in bytes, or 0.</param>
    public static QuaysideException OfSystem(IpcKey key, IpcResult result, long size = 0)
    {
        if (MakingText.Explain(key, key.NativeName, result, size) is { } explained)
        {
            return New(Translate(result.Error), key, explained.Reason, explained.Remedy, result.NativeError);
        }

        var system = result.NativeError == 0 ? string.Empty : $" ({ProcessInfo.DescribeError(result.NativeError)})";
        return result.Error switch
        {
            IpcError.NotFound => New(
                QuaysideError.NotFound, key, "nobody shares anything under this key", "Start the program that makes it first", result.NativeError),
            IpcError.PermissionDenied when result.Stranger is { } stranger => New(
                QuaysideError.PermissionDenied, key, StrangerText.Reason("it", stranger), StrangerText.Remedy(stranger), result.NativeError),
            IpcError.PermissionDenied => New(
                QuaysideError.PermissionDenied,
                key,
                $"another user made it, or its mode forbids this access{system}",
                "Let its maker open it with a UnixMode that lets this user in, and give that mode here too",
                result.NativeError),
            IpcError.InvalidName => New(
                QuaysideError.InvalidKey,
                key,
                $"the system cannot use the name '{key.NativeName}'{system}",
                "Use letters, digits, dashes, underscores and dots, not too many",
                result.NativeError),
            IpcError.Foreign => New(
                QuaysideError.NotAQuaysideSegment,
                key,
                "there is something else under this key, memory of a Qt program or of SharedMemory",
                "Use another key: bytes of others are never touched",
                result.NativeError),
            IpcError.OutOfResources or IpcError.InvalidSize => New(
                QuaysideError.OutOfResources,
                key,
                $"the system has no room for it{system}",
                OperatingSystem.IsWindows() ? "End programs, or enlarge the page file" : "Make room in /dev/shm (df -h /dev/shm), or close files",
                result.NativeError),
            _ => New(QuaysideError.Unknown, key, $"the system refused{system}", "Look at it with quayside inspect", result.NativeError),
        };
    }

    private static QuaysideError Translate(IpcError error) => error switch
    {
        IpcError.NotFound => QuaysideError.NotFound,
        IpcError.PermissionDenied => QuaysideError.PermissionDenied,
        IpcError.InvalidName => QuaysideError.InvalidKey,
        IpcError.Foreign => QuaysideError.NotAQuaysideSegment,
        IpcError.OutOfResources or IpcError.InvalidSize => QuaysideError.OutOfResources,
        _ => QuaysideError.Unknown,
    };

    /// <summary>Says that somebody stood in the gate for too long.</summary>
    public static QuaysideException OfGate(IpcKey key, TimeSpan timeout) => New(
        QuaysideError.TimedOut,
        key,
        $"a process stood in its gate, where one comes in, for more than {timeout.TotalSeconds.ToString("0.##", CultureInfo.InvariantCulture)} s",
        "Look for a stopped process among its users (quayside inspect)");

    /// <summary>Says that what a crash of all left cannot be taken away: /dev/shm lets the owner of a file alone do so (sticky bit).</summary>
    public static QuaysideException OfRemoval(IpcKey key, IpcResult result) => New(
        result.Error == IpcError.PermissionDenied ? QuaysideError.PermissionDenied : QuaysideError.Unknown,
        key,
        $"all who shared it have ended, and this process may not take away what they left ({ProcessInfo.DescribeError(result.NativeError)})",
        "Let the user who made it open it, or remove it (quayside rm)",
        result.NativeError);

    /// <summary>Says that all places are taken.</summary>
    public static QuaysideException OfPlaces(IpcKey key, ParticipantTable table) => New(
        QuaysideError.NoFreePlace,
        key,
        $"all {table.Count} places are taken by living participants",
        "Close what is not needed, share one object among threads, or let the maker ask for more Participants");

    /// <summary>Says that somebody else is the writer.</summary>
    /// <param name="key">The key.</param>
    /// <param name="writer">Who, in words.</param>
    public static QuaysideException OfWriter(IpcKey key, string writer) => New(
        QuaysideError.OtherWriter,
        key,
        $"{writer} writes it, and there is one writer at a time",
        "Let that one resign or end, or wait for it (WriterTimeout)");

    /// <summary>Says that values of the size that is wanted do not fit.</summary>
    public static QuaysideException OfCapacity(IpcKey key, ulong found, int wanted) => New(
        QuaysideError.OtherType,
        key,
        $"it takes values of up to {Number(found)} bytes, and {wanted.ToString(CultureInfo.InvariantCulture)} are wanted",
        "Open it with the capacity that all programs use, or use another key");

    /// <summary>Says that frames of the size that is wanted do not fit.</summary>
    public static QuaysideException OfFrameCapacity(IpcKey key, ulong found, int wanted) => New(
        QuaysideError.OtherType,
        key,
        $"it takes frames of up to {Number(found)} bytes, and {wanted.ToString(CultureInfo.InvariantCulture)} are wanted",
        "Publish smaller frames, use another key, or let all readers and publishers close it first; then it is made for the larger ones");

    /// <summary>Says that the slots of frames make no sense.</summary>
    public static QuaysideException OfSlots(IpcKey key, ulong slots, ulong capacity) => New(
        QuaysideError.Corrupt,
        key,
        $"its {Number(slots)} slots of {Number(capacity)} bytes cannot be, so somebody wrote over it",
        "End the programs that use it and remove it (quayside rm)");

    /// <summary>Says that there was no slot to draw in.</summary>
    public static QuaysideException OfFreeSlot(IpcKey key, int slots) => New(
        QuaysideError.NoFreeSlot,
        key,
        $"readers look at all of its {slots.ToString(CultureInfo.InvariantCulture)} slots but the latest frame's, or are still to come to them",
        "Wait longer, let readers dispose frames sooner, or let the maker ask for more Slots");

    /// <summary>Says that a frame makes no sense.</summary>
    /// <param name="key">The key.</param>
    /// <param name="sequence">Which.</param>
    /// <param name="complaint">What is wrong with it.</param>
    public static QuaysideException OfFrame(IpcKey key, ulong sequence, string complaint) => New(
        QuaysideError.Corrupt,
        key,
        $"the head of frame {Number(sequence)} cannot be ({complaint}), so its publisher does not keep to the layout, or somebody writes over it",
        "Look at its participants (quayside inspect)");

    /// <summary>Says that a value could not be read whole.</summary>
    public static QuaysideException OfReading(IpcKey key) => New(
        QuaysideError.Corrupt,
        key,
        "no whole value could be read in a thousand attempts, so somebody writes over it who does not keep to the protocol",
        "Look at its participants (quayside inspect)");

    private static QuaysideException OfHeader(IpcKey key) => New(
        QuaysideError.Corrupt,
        key,
        "its header contradicts itself, so somebody wrote over it, and it is in use or persistent",
        "End the programs that use it and remove it (quayside rm)");

    /// <summary>Refuses keys without participants.</summary>
    public static NotSupportedException OfKeyType(IpcKey key) => new(
        $"A Quayside segment cannot have the key '{key.Display}': its mechanism cannot tell who lives. "
        + "Give a plain text, IpcKey.Posix(name) on Linux, IpcKey.Windows(name) on Windows, or IpcKey.InProcess(name) for one process alone.");

    private static QuaysideException New(QuaysideError error, IpcKey key, string reason, string remedy, int native = 0) =>
        new(error, key, $"Cannot use the Quayside segment '{key.Display}': {reason}. {remedy}.", native);

    private static string Number(ulong number) => number.ToString(CultureInfo.InvariantCulture);
}
