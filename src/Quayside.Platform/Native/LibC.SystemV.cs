// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;

namespace Quayside.Platform.Native;

internal static unsafe partial class LibC
{
    public const int IPC_CREAT = 0x200;
    public const int IPC_EXCL = 0x400;
    public const int IPC_NOWAIT = 0x800;
    public const int IPC_PRIVATE = 0;
    public const int IPC_RMID = 0;
    public const int IPC_SET = 1;
    public const int IPC_STAT = 2;
    public const int IPC_INFO = 3;
    public const int SHM_INFO = 14;
    public const int SHM_RDONLY = 0x1000;
    public const int GETPID = 11;
    public const int GETVAL = 12;
    public const int GETNCNT = 14;
    public const int SETVAL = 16;
    public const int SEM_UNDO = 0x1000;

    [LibraryImport(Library, EntryPoint = "shmget", SetLastError = true)]
    public static partial int shmget(int key, nuint size, int flags);

    [LibraryImport(Library, EntryPoint = "shmat", SetLastError = true)]
    public static partial nint shmat(int id, nint address, int flags);

    [LibraryImport(Library, EntryPoint = "shmdt", SetLastError = true)]
    public static partial int shmdt(nint address);

    [LibraryImport(Library, EntryPoint = "shmctl", SetLastError = true)]
    public static partial int shmctl(int id, int command, shmid_ds* buffer);

    [LibraryImport(Library, EntryPoint = "shmctl", SetLastError = true)]
    public static partial int shmctl(int id, int command, shminfo* buffer);

    [LibraryImport(Library, EntryPoint = "shmctl", SetLastError = true)]
    public static partial int shmctl(int id, int command, shm_info* buffer);

    [LibraryImport(Library, EntryPoint = "semget", SetLastError = true)]
    public static partial int semget(int key, int count, int flags);

    [LibraryImport(Library, EntryPoint = "semctl", SetLastError = true)]
    public static partial int semctl(int id, int number, int command, nint argument);

    [LibraryImport(Library, EntryPoint = "semtimedop", SetLastError = true)]
    public static partial int semtimedop(int id, sembuf* operations, nuint count, timespec* timeout);

    /// <summary>struct shmid_ds of 64-bit Linux, generic layout (x86-64, arm64, riscv64; not ppc64le).</summary>
    [StructLayout(LayoutKind.Explicit, Size = 112)]
    public struct shmid_ds
    {
        [FieldOffset(4)]
        public uint uid;

        [FieldOffset(12)]
        public uint cuid;

        [FieldOffset(16)]
        public uint cgid;

        [FieldOffset(20)]
        public ushort mode;

        [FieldOffset(48)]
        public nuint segsz;

        [FieldOffset(80)]
        public int cpid;

        [FieldOffset(84)]
        public int lpid;

        [FieldOffset(88)]
        public nuint nattch;
    }

    /// <summary>struct shminfo of 64-bit Linux: limits.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 72)]
    public struct shminfo
    {
        [FieldOffset(0)]
        public ulong shmmax;

        [FieldOffset(16)]
        public ulong shmmni;

        [FieldOffset(32)]
        public ulong shmall;
    }

    /// <summary>struct shm_info of 64-bit Linux: what is in use; shm_tot counts pages.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 48)]
    public struct shm_info
    {
        [FieldOffset(0)]
        public int used_ids;

        [FieldOffset(8)]
        public ulong shm_tot;
    }

    /// <summary>struct semid_ds of 64-bit Linux; the longest of the supported layouts, of which only the common part is named.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 104)]
    public struct semid_ds
    {
        [FieldOffset(4)]
        public uint uid;

        [FieldOffset(12)]
        public uint cuid;

        [FieldOffset(16)]
        public uint cgid;

        [FieldOffset(20)]
        public ushort mode;

        [FieldOffset(48)]
        public long otime;
    }

    /// <summary>struct sembuf: one operation of semop.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct sembuf
    {
        public ushort num;
        public short op;
        public short flg;
    }

    /// <summary>struct timespec of 64-bit Linux.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct timespec
    {
        public long sec;
        public long nsec;

        /// <summary>Turns a time that is not negative into the kernel's form.</summary>
        public static timespec From(TimeSpan time) => new()
        {
            sec = time.Ticks / TimeSpan.TicksPerSecond,
            nsec = time.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick,
        };

        /// <summary>Adds a time that is not negative.</summary>
        public readonly timespec Plus(TimeSpan time)
        {
            const long NanosecondsPerSecond = 1_000_000_000;
            var added = From(time);
            var nanoseconds = nsec + added.nsec;
            return new() { sec = sec + added.sec + (nanoseconds / NanosecondsPerSecond), nsec = nanoseconds % NanosecondsPerSecond };
        }
    }
}
