// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Native;

namespace Quayside.Tests.Support;

/// <summary>What a Qt program does to a POSIX lock behind its users' backs, done by hand.</summary>
internal static class QtPosixSemaphore
{
    /// <summary>Gets the file of a lock.</summary>
    public static string PathOf(string lockName) => "/dev/shm/sem." + lockName.TrimStart('/');

    /// <summary>Gets the value; -1 when there is none under the name.</summary>
    public static int Value(string lockName) =>
        File.Exists(PathOf(lockName)) ? BitConverter.ToInt32(File.ReadAllBytes(PathOf(lockName))) : -1;

    /// <summary>Takes the name away, as Qt does when the object that made it goes.</summary>
    public static void Remove(string lockName) => Assert.Equal(0, NativeSemaphore.Unlink(lockName));

    /// <summary>Makes one of value 1 in its place, as every create() of Qt does.</summary>
    public static void Renew(string lockName)
    {
        _ = NativeSemaphore.Unlink(lockName);
        var address = NativeSemaphore.Open(lockName, LibC.O_CREAT | LibC.O_EXCL, 0x180, 1);
        Assert.NotEqual(0, address);
        Assert.Equal(0, NativeSemaphore.Close(address));
    }

    /// <summary>Takes it as a Qt program does, which leaves no note; returns its address.</summary>
    public static nint Take(string lockName)
    {
        var address = NativeSemaphore.Open(lockName, LibC.O_CREAT, 0x180, 1);
        Assert.NotEqual(0, address);
        Assert.Equal(0, NativeSemaphore.TryWait(address));
        return address;
    }
}
