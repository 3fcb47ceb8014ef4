// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Keys;
using Quayside.Platform.Common;
using Quayside.Platform.Files;
using Quayside.Platform.Inventory;
using Quayside.Platform.Native;

namespace Quayside.Errors;

/// <summary>Explains a refusal by the state of what surrounds an object: its directory, the sandbox, the limits. Stateless.</summary>
/// <remarks>
/// The same error number tells of a missing right and of a read-only mount, of a full file system and of one without inodes. So the
/// surroundings are looked at after the failure; only where nothing is wrong with them, the object itself and its owner are to blame.
/// </remarks>
internal static class MakingText
{
    private const int MaxNameLength = 255;

    /// <summary>Explains a refusal.</summary>
    /// <param name="key">The key it is about.</param>
    /// <param name="name">The native name of what was to be made or opened.</param>
    /// <param name="native">What the system said, and where.</param>
    /// <param name="size">The size asked for in bytes, or 0.</param>
    /// <returns>A reason and a remedy, both without a full stop; null when the surroundings do not explain it.</returns>
    public static (string Reason, string Remedy)? Explain(IpcKey key, string name, IpcResult native, long size)
    {
        var isPosix = key.Type == IpcKeyType.Posix;
        if (native.Stranger is not null || (native.NativeError == 0 && native.Error != IpcError.NotFound) || !(isPosix || key.Type.IsSystemV()))
        {
            return null;
        }

        var concernsFile = isPosix || native.Step is IpcStep.MakeKeyFile or IpcStep.DeriveKey;
        var directory = isPosix ? PosixInventory.Directory : Path.GetDirectoryName(name) ?? "/";
        return (concernsFile ? OfFile(DirectoryFacts.Of(directory), isPosix, native, name, size) : null)
            ?? OfLimit(native.NativeError, size)
            ?? (isPosix ? OfSandbox(native.NativeError) : null);
    }

    private static (string Reason, string Remedy)? OfFile(DirectoryFacts facts, bool isPosix, IpcResult native, string name, long size) =>
        OfDirectory(facts, isPosix, native, name, size) is not { } found ? null
            : isPosix ? found
            : ($"its key file {name} cannot be {(native.Step == IpcStep.DeriveKey ? "looked at" : "made")}: {found.Reason}", found.Remedy);

    private static (string Reason, string Remedy)? OfDirectory(DirectoryFacts facts, bool isPosix, IpcResult native, string name, long size)
    {
        var error = native.NativeError;
        var system = error == 0 ? string.Empty : $" ({ProcessInfo.DescribeError(error)})";
        var isDenied = error is Errno.EACCES or Errno.EPERM or Errno.EROFS;
        if (!facts.Exists)
        {
            return ($"the directory {facts.Path}, where {Kept(isPosix)}, is missing{system}", Elsewhere(
                isPosix, "Mount it: mount -t tmpfs -o mode=1777 tmpfs /dev/shm; a container or a service must not hide it"));
        }

        if (error == Errno.ENAMETOOLONG)
        {
            return ($"the file name of {Length(name)} bytes that stands for it is longer than the {Number(MaxNameLength)} that the system takes{system}",
                "Use a shorter key");
        }

        if (isDenied && facts.IsReadOnly)
        {
            return ($"{facts.Path}, where {Kept(isPosix)}, is mounted read-only{system}", Elsewhere(
                isPosix, "Mount it for writing: mount -o remount,rw /dev/shm; in a container, give it a tmpfs of its own"));
        }

        if (isDenied && !facts.MayWrite && native.Step is IpcStep.MakeKeyFile or IpcStep.CreateSegment or IpcStep.OpenLock)
        {
            var mode = facts.Mode is { } known ? $" of mode {Convert.ToString((int)known, 8).PadLeft(4, '0')}" : string.Empty;
            return ($"user {Number(UserIdentity.User)} may make no file in {facts.Path}{mode}, where {Kept(isPosix)}{system}", Elsewhere(
                isPosix, "Give it the mode that systems have: chmod 1777 /dev/shm"));
        }

        return error switch
        {
            Errno.ENOSPC when !facts.HasInodes => (
                $"the system has no room: {facts.Path} can take no more files, all of its inodes are in use{system}",
                isPosix ? "Remove files nobody uses from /dev/shm ('df -i /dev/shm' shows inodes), or mount it with a larger nr_inodes" : "Remove files there ('df -i' shows inodes)"),
            Errno.ENOSPC => (
                $"the system has no room for {Size(size, isPosix)}: {facts.Path} has {Number(facts.Free)} of {Number(facts.Total)} bytes left{system}",
                isPosix
                    ? "Remove files nobody uses from /dev/shm ('df /dev/shm' shows the room), or mount it larger; '--shm-size' of a container"
                    : "Make room there, or let TMPDIR name another directory in all programs that share the key"),
            Errno.EDQUOT => (
                $"the system has no room for {Size(size, isPosix)}: user {Number(UserIdentity.User)} has used up what it may take in {facts.Path}{system}",
                "Remove what that user does not need there, or raise its quota"),
            _ => null,
        };
    }

    private static (string Reason, string Remedy)? OfLimit(int error, long size)
    {
        var system = $" ({ProcessInfo.DescribeError(error)})";
        return error switch
        {
            Errno.EFBIG when ResourceLimits.LargestFile is { } largest && largest < size => (
                $"{Number(size)} bytes are wanted, and this process may make no file above {Number(largest)} bytes{system}",
                "Raise the limit for files of this process (ulimit -f, LimitFSIZE= of systemd), or ask for less"),
            Errno.ENOMEM when ControlGroup.FindTightest() is { } group && group.Room < size => (
                $"the system has no room for {Number(size)} bytes: the control group {group.Path} may take {Number(group.Limit)} bytes of memory and has "
                    + $"{Number(group.Room)} left, and beyond that it kills{system}",
                "Raise its limit for memory (docker run --memory, MemoryMax= of systemd), or ask for less"),
            Errno.EMFILE => (
                $"the system has no room: this process has as many files open as it may{system}",
                "Close files, or raise the limit (ulimit -n, LimitNOFILE= of systemd)"),
            Errno.ENFILE => (
                $"the system has no room: it has as many files open as it can{system}", "Close files, or raise fs.file-max with sysctl(8)"),
            _ => null,
        };
    }

    private static (string Reason, string Remedy)? OfSandbox(int error) =>
        error is Errno.EPERM or Errno.EACCES or Errno.ENOSYS or Errno.EINVAL or Errno.EOPNOTSUPP && RefusedCalls.Find() is { Count: > 0 } refused
            ? ($"a sandbox refuses this process {string.Join(" and ", refused)} ({ProcessInfo.DescribeError(error)})",
                "Let its profile (seccomp, AppArmor, SystemCallFilter= of systemd) allow that; 'quayside doctor' asks for each call")
            : null;

    private static string Elsewhere(bool isPosix, string remedy) => isPosix
        ? remedy
        : "Set TMPDIR to a directory that exists, can be written, and is the same for all programs that share the key; " + TemporaryDirectoryNow();

    /// <summary>Says what TMPDIR is, for the remedies of failures to make key files.</summary>
    public static string TemporaryDirectoryNow() => Environment.GetEnvironmentVariable("TMPDIR") is { Length: > 0 } directory
        ? $"it is '{directory}' now"
        : "it is not set now, so /tmp is used";

    private static string Kept(bool isPosix) => isPosix ? "POSIX objects are kept" : "its key file belongs";

    private static string Size(long size, bool isPosix) => size == 0 ? "it" : isPosix ? $"{Number(size)} bytes more" : "its key file";

    private static int Length(string name) => System.Text.Encoding.UTF8.GetByteCount(Path.GetFileName(name.TrimEnd('/')));

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
