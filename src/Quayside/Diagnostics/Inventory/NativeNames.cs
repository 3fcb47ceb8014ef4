// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Text.RegularExpressions;
using Quayside.Keys;

namespace Quayside.Diagnostics.Inventory;

/// <summary>Reads native names: which are a memory's and which a lock's, which belong together, and what is left of the key in them.</summary>
internal static partial class NativeNames
{
    /// <summary>Gets the key of a memory, as complete as its name lets it be.</summary>
    /// <remarks>A legacy key of nothing but letters is found by trying: the name of that text must be this one.</remarks>
    public static IpcKey KeyOf(string name, IpcKeyType type)
    {
        if (LettersOf(name) is not { } letters)
        {
            return IpcKey.Native(name, type);
        }

        var start = name.Length - Path.GetFileName(name).Length;
        var lockName = name[..start] + LegacyName.SemaphorePrefix + name[(start + LegacyName.MemoryPrefix.Length)..];
        var guess = IpcKey.Legacy(letters, type);
        return guess.NativeName == name ? guess : IpcKey.Found(name, lockName, type);
    }

    /// <summary>Gets the key of a lock.</summary>
    public static IpcKey KeyOfLock(string lockName, IpcKeyType type)
    {
        var file = Path.GetFileName(lockName);
        return file.StartsWith(LegacyName.SemaphorePrefix, StringComparison.Ordinal)
            ? KeyOf(lockName[..^file.Length] + LegacyName.MemoryPrefix + file[LegacyName.SemaphorePrefix.Length..], type)
            : IpcKey.Native(lockName, type);
    }

    /// <summary>Completes a key that a person typed as a native name: the lock that Qt derived from the same text belongs to it.</summary>
    public static IpcKey Complete(IpcKey key) => key.LegacyKey is null ? KeyOf(key.NativeName, key.Type) : key;

    /// <summary>Gets the letters of the legacy key in a memory's name, or null when it is not derived from one.</summary>
    public static string? LettersOf(string name) =>
        LegacyMemory().Match(Path.GetFileName(name)) is { Success: true } match ? match.Groups["letters"].Value : null;

    /// <summary>Gets whether a file in Qt's temporary directory is a key file, of a memory or a semaphore.</summary>
    public static bool IsKeyFile(string path) => LegacyFile().IsMatch(Path.GetFileName(path));

    /// <summary>Gets whether the file is the lock's rather than the memory's.</summary>
    public static bool IsLockFile(string path) =>
        Path.GetFileName(path).StartsWith(LegacyName.SemaphorePrefix, StringComparison.Ordinal);

    /// <summary>Gets whether the file was made to be moved in a key file's place, which takes a moment, and the process that made it.</summary>
    public static bool IsTemporary(string path, out int process)
    {
        var match = Temporary().Match(Path.GetFileName(path));
        process = 0;
        return match.Success && int.TryParse(match.Groups["process"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out process);
    }

    [GeneratedRegex("^qipc_sharedmemory_(?<letters>[A-Za-z]*)[0-9a-f]{40}$")]
    private static partial Regex LegacyMemory();

    [GeneratedRegex("^qipc_(sharedmemory|systemsem)_[A-Za-z]*[0-9a-f]{40}$")]
    private static partial Regex LegacyFile();

    [GeneratedRegex(@"^qipc_.+\.(?<process>[0-9]+)\.[0-9a-f]+$")]
    private static partial Regex Temporary();
}
