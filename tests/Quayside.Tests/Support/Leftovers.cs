// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Tests.Support;

/// <summary>What a key must not leave in the system when nobody uses it any more.</summary>
internal static class Leftovers
{
    /// <summary>Checks that neither key file is there, and so nothing that a program could find by the key.</summary>
    public static void AssertNone(IpcKey key)
    {
        Assert.False(File.Exists(key.NativeName), $"The memory's key file {key.NativeName} was left behind.");
        Assert.False(File.Exists(key.NativeLockName), $"The lock's key file {key.NativeLockName} was left behind.");
    }

    /// <summary>Checks the same of a semaphore that was seen earlier.</summary>
    public static void AssertNone(IpcKey key, int semaphore)
    {
        AssertNone(key);
        Assert.Equal(-1, QtSemaphore.Value(semaphore));
    }
}
