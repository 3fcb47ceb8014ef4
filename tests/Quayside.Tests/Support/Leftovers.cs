// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Tests.Support;

/// <summary>What a key must not leave in the system when nobody uses it any more.</summary>
internal static class Leftovers
{
    /// <summary>Checks that no key file is there, and so nothing that a program could find by the key.</summary>
    public static void AssertNone(IpcKey key)
    {
        Assert.Empty(FilesOf(key.NativeName));
        Assert.Empty(FilesOf(key.NativeLockName));
    }

    /// <summary>Checks the same of a semaphore that was seen earlier.</summary>
    public static void AssertNone(IpcKey key, int semaphore)
    {
        AssertNone(key);
        Assert.Equal(-1, QtSemaphore.Value(semaphore));
    }

    private static string[] FilesOf(string name) =>
        Directory.GetFiles(Path.GetDirectoryName(name)!, Path.GetFileName(name) + "*");
}
