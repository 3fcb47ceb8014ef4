// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Text.RegularExpressions;
using Quayside.Platform.Common;
using Quayside.Platform.Files;
using Quayside.Platform.Keyed;
using Quayside.Platform.Keyed.Posix;
using Quayside.Platform.Native;
using Quayside.Platform.Objects.Posix;

namespace Quayside.Platform.Inventory;

/// <summary>The POSIX objects of this mount namespace: files of the memory file system in which glibc keeps them.</summary>
/// <remarks>
/// Stateless and thread-safe. The kernel is asked whether somebody uses an object (<see cref="WriteLease"/>), which opens it for a moment;
/// where the kernel does not say so, for instance of another user's, it counts as in use.
/// </remarks>
internal static partial class PosixInventory
{
    /// <summary>Where glibc keeps segments and semaphores (shm_overview(7), sem_overview(7)).</summary>
    public const string Directory = PosixName.Directory;

    /// <summary>Lists the files of segments.</summary>
    public static IReadOnlyList<FileFacts> SegmentFiles() =>
        [.. FileFacts.In(Directory, string.Empty).Where(file => !IsSemaphore(Path.GetFileName(file.Path)) && !IsTemporary(file))];

    /// <summary>Lists the files that removals and replacements make for a moment.</summary>
    public static IReadOnlyList<FileFacts> TemporaryFiles() => [.. FileFacts.In(Directory, SiblingFile.Prefix).Where(IsTemporary)];

    /// <summary>Lists files that sem_open(3) seems to have left when its process was killed, and that no process has open.</summary>
    public static IReadOnlyList<FileFacts> UnfinishedSemaphores() =>
        [.. SemaphoreFiles().Where(file => HasUnfinishedName(NameOf(file)) && file.Size is 0 or SemaphoreWords.Size && !IsUsed(file))];

    /// <summary>Gets whether a semaphore has such a name as glibc gives it before its own: sem.XXXXXX. Others may have chosen one like it.</summary>
    /// <param name="name">Its native name.</param>
    public static bool HasUnfinishedName(string name) => Unfinished().IsMatch(name);

    /// <summary>Lists the files of semaphores.</summary>
    public static IReadOnlyList<FileFacts> SemaphoreFiles() => FileFacts.In(Directory, PosixName.SemaphorePrefix);

    /// <summary>Gets the native name of a file from one of the lists.</summary>
    public static string NameOf(FileFacts file)
    {
        var name = Path.GetFileName(file.Path);
        return "/" + (IsSemaphore(name) ? name[PosixName.SemaphorePrefix.Length..] : name);
    }

    /// <summary>Looks at a segment; null when there is none.</summary>
    /// <param name="name">Its native name.</param>
    /// <param name="isUsed">Whether somebody uses it, where that is known better than from who has it open.</param>
    public static SegmentRow? FindSegment(string name, bool? isUsed = null)
    {
        if (!PosixName.OfSegment(name, out var path).Succeeded || FileFacts.Of(path) is not { IsRegular: true } file)
        {
            return null;
        }

        return new SegmentRow(
            file.Inode, Number: null, file.Size, isUsed ?? IsUsed(file) ? null : 0, CreatorProcess: 0, LastProcess: 0, file.OwnerUser, file.Mode)
        {
            Made = file.Changed,
        };
    }

    /// <summary>Looks at a semaphore; null when there is none.</summary>
    public static SemaphoreRow? FindSemaphore(string name)
    {
        if (!PosixName.OfSemaphore(name, out var path).Succeeded || FileFacts.Of(path) is not { IsRegular: true } file)
        {
            return null;
        }

        var isReadable = TryRead(file.Path, out var copy);
        var value = file.Size == SemaphoreWords.Size ? copy?.Units : null;
        var holder = LockHolder.Nobody;
        if (value == 0)
        {
            holder = LockExamination.FindHolder(name);
        }

        return new SemaphoreRow(file.Inode, Number: null, value, holder, file.OwnerUser, file.Mode)
        {
            IsUsed = IsUsed(file),
            IsOurs = copy is { IsTransient: true } ? true : null,
            IsDamaged = isReadable && value is null && file.Size <= SemaphoreWords.Size, // A longer file is something else.
            Made = file.Changed,
        };
    }

    /// <summary>Gets whether the file is one that a removal or a replacement makes for a moment (<see cref="SiblingFile"/>).</summary>
    private static bool IsTemporary(FileFacts file) => SiblingFile.IsOne(Path.GetFileName(file.Path));

    /// <summary>Gets whether the process that made such a file is dead; it may be one of another namespace, so who has it open is asked besides.</summary>
    public static bool HasDeadMaker(FileFacts file) => SiblingFile.MakerOf(Path.GetFileName(file.Path)) is { } maker && !ProcessInfo.IsAlive(maker);

    /// <summary>Removes a file that a killed removal or replacement left, if nobody has it open.</summary>
    /// <returns>Whether it is gone.</returns>
    public static bool TryRemoveTemporary(FileFacts file) => !IsUsed(file) && file.RemoveIfSame() == 0;

    /// <summary>Removes a semaphore that nobody has open.</summary>
    /// <param name="name">Its native name.</param>
    /// <param name="id">Its inode; another one stays.</param>
    public static bool TryRemoveSemaphore(string name, long id) =>
        PosixName.OfSemaphore(name, out var path).Succeeded
        && FileStatus.Of(path, out var status) == 0
        && status.Identity.Inode == id
        && SharedSemaphore.TryClose(status.Identity)
        && WriteLease.TryRemove(path, status.Identity);

    private static bool IsUsed(FileFacts file) =>
        FileStatus.Of(file.Path, out var status) != 0 || status.Identity.Inode != file.Inode || !WriteLease.IsAlonePatiently(file.Path, status.Identity);

    // A word in small letters is hardly ever one of the 62 to the sixth that glibc draws from.
    [GeneratedRegex("^/(?![a-z]+$)[A-Za-z0-9]{6}$")]
    private static partial Regex Unfinished();

    private static bool IsSemaphore(string fileName) => fileName.StartsWith(PosixName.SemaphorePrefix, StringComparison.Ordinal);

    private static bool TryRead(string path, out SemaphoreCopy? copy)
    {
        copy = null;
        var descriptor = SharedFile.Open(path, LibC.O_RDONLY, out _);
        if (descriptor < 0)
        {
            return false;
        }

        copy = SemaphoreCopy.Read(descriptor);
        _ = LibC.close(descriptor);
        return true;
    }
}
