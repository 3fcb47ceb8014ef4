// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside;

/// <summary>The mechanism that a key belongs to. The numbers are QNativeIpcKey::Type's (Qt 6.6), except for <see cref="InProcess"/>.</summary>
/// <remarks>
/// Each number from 1 to 255 is System V with that project id of ftok: <c>(IpcKeyType)84</c> is what Qt writes as <c>systemv-84</c>.
/// </remarks>
public enum IpcKeyType
{
    /// <summary>No mechanism: the key of a default <see cref="IpcKey"/>.</summary>
    Invalid = 0,

    /// <summary>System V segments and semaphores behind key files, with Qt's project id, 'Q'.</summary>
    SystemV = 0x51,

    /// <summary>POSIX shared memory and semaphores: shm_open and sem_open.</summary>
    Posix = 0x100,

    /// <summary>Named objects of the Windows kernel.</summary>
    Windows = 0x101,

    /// <summary>Memory of this process alone, for tests of programs that share memory. Qt has no such type.</summary>
    InProcess = 0x200,
}
