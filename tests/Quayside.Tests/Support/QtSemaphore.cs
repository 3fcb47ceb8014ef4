// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Keyed.SystemV;
using Quayside.Platform.Native;

namespace Quayside.Tests.Support;

/// <summary>What a Qt program does to a lock behind its users' backs, done by hand.</summary>
internal static class QtSemaphore
{
    /// <summary>Finds the semaphore behind a lock's name; -1 when there is none.</summary>
    public static int Find(string lockName) =>
        KeyFile.TryDerive(lockName, SystemVBackend.QtProject, out var key) ? LibC.semget(key, 1, 0) : -1;

    /// <summary>Gets the value; -1 when the semaphore has been removed.</summary>
    public static int Value(int id) => LibC.semctl(id, 0, LibC.GETVAL, 0);

    /// <summary>Sets the value to 1, as every create() of Qt does.</summary>
    public static void Reset(int id) => Assert.Equal(0, LibC.semctl(id, 0, LibC.SETVAL, 1));

    /// <summary>Removes it, as Qt does when the object that made it goes.</summary>
    public static void Remove(int id) => Assert.Equal(0, LibC.semctl(id, 0, LibC.IPC_RMID, 0));

    /// <summary>Makes it as a process does that dies before it could set the value.</summary>
    public static int MakeUnborn(string lockName)
    {
        Assert.True(KeyFile.Ensure(lockName, out _).Succeeded);
        Assert.True(KeyFile.TryDerive(lockName, SystemVBackend.QtProject, out var key));
        var id = LibC.semget(key, 1, LibC.IPC_CREAT | LibC.IPC_EXCL | 0x180);
        Assert.True(id >= 0);
        return id;
    }
}
