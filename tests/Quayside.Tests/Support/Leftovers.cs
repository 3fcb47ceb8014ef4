// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;
using Quayside.Platform.Defaults;

namespace Quayside.Tests.Support;

/// <summary>What a key must not leave in the system when nobody uses it any more.</summary>
internal static class Leftovers
{
    private const string PosixDirectory = "/dev/shm";

    /// <summary>Checks that nothing is there that a program could find by the key, nor a file on the way to becoming that.</summary>
    public static void AssertNone(IpcKey key)
    {
        var backend = PlatformDefaults.BackendFor((int)key.Type);
        Assert.Equal(IpcError.NotFound, backend.ProbeSegment(key.NativeName).Error);
        Assert.Empty(FilesOf(key));
    }

    /// <summary>Checks the same of a semaphore of System V that was seen earlier.</summary>
    public static void AssertNone(IpcKey key, int semaphore)
    {
        AssertNone(key);
        Assert.Equal(-1, QtSemaphore.Value(semaphore));
    }

    /// <summary>Checks that the key has a segment, and leaves that as it is.</summary>
    public static void AssertSegment(IpcKey key) =>
        Assert.Equal(IpcResult.Success, PlatformDefaults.BackendFor((int)key.Type).ProbeSegment(key.NativeName));

    private static IEnumerable<string> FilesOf(IpcKey key) => key.Type switch
    {
        IpcKeyType.Windows or IpcKeyType.InProcess => [],
        IpcKeyType.Posix => [.. Below(PosixDirectory, key.NativeName.TrimStart('/')), .. Below(PosixDirectory, "sem." + key.NativeLockName.TrimStart('/'))],
        _ => [.. Below(key.NativeName), .. Below(key.NativeLockName)],
    };

    private static IEnumerable<string> Below(string path) => Below(Path.GetDirectoryName(path)!, Path.GetFileName(path));

    // A file that is not yet or no more under its name has something behind a dot.
    private static IEnumerable<string> Below(string directory, string name) =>
        Directory.EnumerateFiles(directory).Where(file => (Path.GetFileName(file) + ".").StartsWith(name + ".", StringComparison.Ordinal));
}
