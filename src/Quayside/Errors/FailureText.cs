// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Keys;
using Quayside.Platform.Common;
using Quayside.Platform.Files;
using Quayside.Platform.Inventory;
using Quayside.Platform.Keyed;

namespace Quayside.Errors;

/// <summary>Says in one line what failed and what to do about it.</summary>
internal static class FailureText
{
    /// <summary>Describes a failure.</summary>
    /// <param name="operation">What was being done, as a verb.</param>
    /// <param name="key">The key it was done to.</param>
    /// <param name="failure">What went wrong.</param>
    /// <param name="size">The size asked for in bytes, or 0.</param>
    public static string For(string operation, IpcKey key, SegmentFailure failure, long size)
    {
        var (reason, remedy) = Explain(key, failure, size);
        return $"Cannot {operation} the shared memory '{key.Display}': {reason}. {remedy}.";
    }

    private static (string Reason, string Remedy) Explain(IpcKey key, SegmentFailure failure, long size)
    {
        var name = failure.ConcernsLock ? key.NativeLockName : key.NativeName;
        if (MakingText.Explain(key, name, failure.Native, failure.ConcernsLock ? 0 : size) is { } explained)
        {
            return explained;
        }

        var system = SystemText(failure.Native);
        return failure.Error switch
        {
            SharedMemoryError.NotFound when Elsewhere(key) is { } elsewhere => (
                $"nobody shares anything under this key (looked for {name}), but {elsewhere} is there",
                $"Run all programs that share the key with the same TMPDIR; {MakingText.TemporaryDirectoryNow()}"),

            SharedMemoryError.NotFound => (
                $"nobody shares anything under this key (looked for {name})",
                RemedyText.OfAbsence(key)),

            SharedMemoryError.AlreadyExists when failure.Native.Error == IpcError.InUse => (
                "others use it, and this system takes nothing away from its users",
                "End or detach them first"),

            SharedMemoryError.AlreadyExists => (
                $"it is there already, {Describe(failure.Existing)}",
                failure.Existing is { IsOrphan: true }
                    ? "Nobody uses it any more: Replace makes a new one in its place, CreateOrAttach recovers it"
                    : "Attach to it, or use Replace to put a new one in its place"),

            SharedMemoryError.InvalidSize when failure.Native.Succeeded && failure.Existing is { } existing => (
                $"{Number(size)} bytes are wanted, but it is there with {Number(existing.Size)} bytes and in use, {Describe(existing)}",
                "Attach to it as it is, or use Replace to put a larger one in its place"),

            SharedMemoryError.InvalidSize => (
                $"the system does not make segments of {Number(size)} bytes{system}",
                RemedyText.OfSize(key)),

            SharedMemoryError.OutOfResources when failure.Native.Step is IpcStep.MakeKeyFile or IpcStep.DeriveKey => (
                $"the system has no room for its key file {name}{system}",
                $"Close files, or make room where TMPDIR points; {MakingText.TemporaryDirectoryNow()}"),

            SharedMemoryError.OutOfResources => (
                $"the system has no room for {(failure.ConcernsLock ? "another lock" : $"{Number(size)} bytes more")}{system}",
                RemedyText.OfRoom(key)),

            SharedMemoryError.PermissionDenied when failure.Native.Stranger is { } stranger => (
                StrangerText.Reason(What(failure), stranger),
                StrangerText.Remedy(stranger)),

            SharedMemoryError.PermissionDenied => (
                $"{What(failure)} belongs to {Owner(failure, name)}, "
                    + $"and this process runs as {UserDatabase.Describe(UserIdentity.User)}{system}",
                "Run both programs as the same user, or set UnixMode in both; segments are private to their owner"),

            SharedMemoryError.KeyError when failure.Native.Error == IpcError.Foreign => (
                "there is a Quayside segment under this key, a RobustLock, a LiveValue or the like, and no memory of free use",
                "Open it with the type that made it (quayside inspect tells which), or use another key"),

            SharedMemoryError.KeyError => RemedyText.OfName(key, name, failure.Native),

            SharedMemoryError.LockError when failure.WasNotWaiting => (
                Describe(failure.LockHolder),
                "End that program, or pass force where you know better: two may then be inside at once"),

            SharedMemoryError.LockError when failure.Native.Error == IpcError.Damaged => (
                $"its lock {name} is damaged: another program has truncated it or written into it",
                "Find that program. 'quayside rm KEY --force' takes the lock away"),

            SharedMemoryError.LockError => (
                $"its lock was not free in time{system}; {Describe(failure.LockHolder)}",
                RemedyText.OfLock(failure)),

            _ => ($"the system refused{system}", "The error number tells more"),
        };
    }

    private static string Describe(SegmentInfo? existing) => existing is not { } info
        ? "and was gone again a moment later"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{(info.CreatorProcess == 0 ? string.Empty : $"made by {ProcessInfo.Describe(info.CreatorProcess)}, ")}{DescribeOwner(info)}{info.Size} bytes, {DescribeUse(info)}");

    // Windows tells no owners.
    private static string DescribeOwner(SegmentInfo info) => !OperatingSystem.IsLinux() || info.OwnerUser == UserIdentity.User || info.Id == 0
        ? string.Empty
        : $"owned by {UserDatabase.Describe(info.OwnerUser)}, ";

    private static string DescribeUse(SegmentInfo info) => info.AttachCount switch
    {
        null => RefusedCalls.GrantsLeases ? "in use" : "in use as far as can be told, for a sandbox refuses this process the question (leases, fcntl(2))",
        0 => "used by nobody",
        1 => "attached once",
        { } count => string.Create(CultureInfo.InvariantCulture, $"attached {count} times"),
    };

    private static string Describe(LockHolder holder)
    {
        var since = holder.Since is { } time
            ? string.Create(CultureInfo.InvariantCulture, $" since {time.ToLocalTime():yyyy-MM-dd HH:mm:ss}")
            : string.Empty;
        return holder is { State: HolderState.Dead, Process: 0 } ? "no program has it open any more"
            : holder.Process != 0 ? $"{ProcessInfo.Describe(holder.Process)} holds it{since}"
            : $"who holds it{since} cannot be told";
    }

    private static string What(SegmentFailure failure) => failure.ConcernsLock ? "its lock" : "it";

    private static string Owner(SegmentFailure failure, string name) =>
        failure.Existing is { } info ? UserDatabase.Describe(info.OwnerUser) : $"another user (see the owner of {name})";

    private static string? Elsewhere(IpcKey key) => key.Type.IsSystemV() ? OtherTemporaryDirectories.Find(key.NativeName) : null;

    /// <summary>Quotes the system, after a space and in brackets; empty when it had no part in the failure.</summary>
    public static string SystemText(IpcResult native) => native.NativeError == 0
        ? string.Empty
        : $" ({ProcessInfo.DescribeError(native.NativeError)})";

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
