// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Diagnostics;

/// <summary>What a finding is about.</summary>
public enum IpcFindingKind
{
    /// <summary>A segment that nobody is attached to. A crash left it, or a program on purpose; its contents may be worth something.</summary>
    Orphan,

    /// <summary>An empty, nameless segment that a kill within <see cref="SharedMemory.Replace"/> of an earlier version of Quayside left.</summary>
    NamelessSegment,

    /// <summary>A POSIX segment without bytes, whose maker died while making it.</summary>
    UnfinishedSegment,

    /// <summary>A key file that stands for no segment.</summary>
    KeyFileWithoutSegment,

    /// <summary>A System V object whose key file is not in this temporary directory.</summary>
    WithoutKeyFile,

    /// <summary>A lock whose segment is gone.</summary>
    LockWithoutSegment,

    /// <summary>A lock whose holder is dead.</summary>
    DeadLock,

    /// <summary>A lock whose maker died before it could set it free for the first time.</summary>
    UnbornLock,

    /// <summary>A file of a step that was killed halfway.</summary>
    TemporaryFile,

    /// <summary>How much room there is in /dev/shm.</summary>
    Room,

    /// <summary>A limit of the kernel, and how much of it is in use.</summary>
    Limit,

    /// <summary>systemd's RemoveIPC, which removes a user's objects when the last session ends.</summary>
    RemoveIpc,

    /// <summary>A cleaner of temporary files, which deletes key files of living segments.</summary>
    Cleaner,

    /// <summary>The directory of the key files.</summary>
    TemporaryDirectory,

    /// <summary>The namespaces that decide whom this process can meet.</summary>
    Namespaces,

    /// <summary>A Quayside segment that nobody alive uses and that is not persistent, or that was being taken away.</summary>
    StaleSegment,

    /// <summary>A persistent Quayside segment that nobody uses just now.</summary>
    KeptSegment,

    /// <summary>A Quayside segment whose header contradicts itself, and which is in use or persistent.</summary>
    DamagedSegment,

    /// <summary>A robust lock whose owner is dead: it passes on by itself.</summary>
    AbandonedLock,

    /// <summary>Participants of a Quayside segment that died and whose places are free again.</summary>
    DeadParticipants,

    /// <summary>The directory of POSIX objects, /dev/shm, is missing, or this process can make nothing in it.</summary>
    SharedDirectory,

    /// <summary>Calls that POSIX objects need, and that a sandbox refuses to this process.</summary>
    Sandbox,

    /// <summary>The memory that the control group of this process may take.</summary>
    ControlGroup,

    /// <summary>The kernel removes System V segments with their last user (kernel.shm_rmid_forced).</summary>
    RemovedWhenUnused,

    /// <summary>Memory of /dev/shm that processes still use, while its name is gone or means another segment.</summary>
    CutOff,

    /// <summary>A POSIX lock or semaphore that another program has truncated or written into.</summary>
    DamagedLock,
}
