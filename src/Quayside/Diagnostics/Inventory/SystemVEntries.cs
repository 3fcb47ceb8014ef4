// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Files;
using Quayside.Platform.Inventory;

namespace Quayside.Diagnostics.Inventory;

/// <summary>Matches the kernel's lists of System V objects with the key files that stand for them.</summary>
/// <remarks>
/// The kernel knows numbers only. Names come from the files in Qt's temporary directory and in the user's runtime directory, each of which
/// folds into a number (ftok(3)); what was made under another TMPDIR stays without a name.
/// </remarks>
internal static class SystemVEntries
{
    /// <summary>The project id of Qt's keys, which is the first byte of their numbers.</summary>
    private const byte QtProject = (byte)IpcKeyType.SystemV;

    /// <summary>Lists what is there.</summary>
    public static IReadOnlyList<IpcEntry> List()
    {
        var segments = SystemVInventory.Segments();
        var semaphores = SystemVInventory.Semaphores();
        var named = Keys(segments, semaphores).Select(key => Entry(key, segments, semaphores)).ToList();
        var knownSegments = named.Select(entry => entry.Segment?.Id).ToHashSet();
        var knownSemaphores = named.Select(entry => entry.Lock?.Id).ToHashSet();
        return
        [
            .. named,
            .. segments.Where(row => !knownSegments.Contains(row.Id)).Select(Nameless),
            .. semaphores.Where(row => !knownSemaphores.Contains(row.Id)).Select(Nameless),
        ];
    }

    /// <summary>Looks at one key.</summary>
    public static IpcEntry Find(IpcKey key) => Entry(key, SystemVInventory.Segments(), SystemVInventory.Semaphores());

    /// <summary>Gets the directory in which Qt keeps the key files of legacy keys.</summary>
    public static string Directory => TemporaryDirectory.Find() is { Length: > 0 } found ? found : "/";

    /// <summary>Lists the files that Qt or Quayside may have made there, temporary ones included.</summary>
    public static IReadOnlyList<FileFacts> Files() => FileFacts.In(Directory, "qipc_");

    private static IEnumerable<IpcKey> Keys(IReadOnlyList<SegmentRow> segments, IReadOnlyList<SemaphoreRow> semaphores)
    {
        var legacy = Files().Where(file => NativeNames.IsKeyFile(file.Path)).Select(file => NativeNames.IsLockFile(file.Path)
            ? NativeNames.KeyOfLock(file.Path, IpcKeyType.SystemV)
            : NativeNames.KeyOf(file.Path, IpcKeyType.SystemV));

        // Of other files only those count whose number is in use, under any project id.
        var numbers = segments.Select(row => row.Number!.Value).Concat(semaphores.Select(row => row.Number!.Value)).ToHashSet();
        var plain =
            from directory in RuntimeDirectories()
            from file in FileFacts.In(directory, string.Empty)
            where file.Size == 0
            from project in numbers.Select(number => (byte)(number >>> 24)).Where(project => project != 0).Distinct()
            where SystemVInventory.TryDerive(file.Path, project, out var number) && numbers.Contains(number)
            select IpcKey.SystemV(file.Path, project);
        return legacy.Concat(plain).Distinct();
    }

    private static IEnumerable<string> RuntimeDirectories()
    {
        if (Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } given)
        {
            yield return given;
        }

        yield return $"{TemporaryDirectory.Find()}/runtime-{Environment.UserName}";
    }

    private static IpcEntry Entry(IpcKey key, IReadOnlyList<SegmentRow> segments, IReadOnlyList<SemaphoreRow> semaphores)
    {
        var project = (byte)key.Type;
        var hasFile = SystemVInventory.TryDerive(key.NativeName, project, out var number);
        var hasLockFile = SystemVInventory.TryDerive(key.NativeLockName, project, out var lockNumber);
        return new IpcEntry
        {
            Type = key.Type,
            Key = key,
            LegacyLetters = NativeNames.LettersOf(key.NativeName),
            HasFile = hasFile,
            HasLockFile = hasLockFile,
            SystemVKey = hasFile ? number : null,
            SystemVLockKey = hasLockFile ? lockNumber : null,
            Segment = hasFile ? Snapshot.Of(segments.FirstOrDefault(row => row.Number == number)) : null,
            Lock = hasLockFile ? Snapshot.Of(SystemVInventory.WithKeyFile(semaphores.FirstOrDefault(row => row.Number == lockNumber), key.NativeLockName)) : null,
            IsRelated = true,
        };
    }

    private static IpcEntry Nameless(SegmentRow row) => new()
    {
        Type = TypeOf(row.Number!.Value),
        SystemVKey = row.Number,
        Segment = Snapshot.Of(row),
        IsRelated = row.IsOurs == true || row.Number >>> 24 == QtProject,
    };

    private static IpcEntry Nameless(SemaphoreRow row) => new()
    {
        Type = TypeOf(row.Number!.Value),
        SystemVLockKey = row.Number,
        Lock = Snapshot.Of(row),
        IsRelated = row.IsOurs == true || row.Number >>> 24 == QtProject,
    };

    private static IpcKeyType TypeOf(int number) => number >>> 24 is var project and not 0 ? (IpcKeyType)project : IpcKeyType.SystemV;
}
