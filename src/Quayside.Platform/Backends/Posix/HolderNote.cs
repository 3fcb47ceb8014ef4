// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Platform.Native;

namespace Quayside.Platform.Backends.Posix;

/// <summary>What the holder of a lock writes into it, so that its death can be told: POSIX semaphores have neither owner nor undo.</summary>
/// <param name="Process">The holder's process id; 0 in a lock that nobody of Quayside's holds.</param>
/// <param name="Namespace">The inode of its PID namespace; 0 when unknown. An id says nothing elsewhere.</param>
/// <param name="Time">When it took the lock, in milliseconds of CLOCK_BOOTTIME, the clock of process starts, which nobody sets.</param>
/// <remarks>
/// It is in the half of sem_t that glibc does not use (16 of 32 bytes), and mapped anyway, so it costs no system call. Only the holder
/// writes it. Qt programs leave it alone: while one of them holds the lock there is none.
/// </remarks>
internal readonly record struct HolderNote(int Process, uint Namespace, long Time)
{
    private const int Offset = 16;
    private static readonly uint _namespace = checked((uint)ProcessInfo.Namespace);

    /// <summary>Writes this process's note.</summary>
    /// <param name="semaphore">The semaphore, which the caller has taken and keeps mapped.</param>
    public static unsafe HolderNote Write(nint semaphore)
    {
        var note = new HolderNote(Environment.ProcessId, _namespace, Now());

        // Holds: a sem_t is 32 bytes, of which 16 to 31 are padding; a test compares with the C compiler.
        var place = (Layout*)(semaphore + Offset);
        place->Namespace = note.Namespace;
        place->Time = note.Time;
        Volatile.Write(ref place->Process, note.Process);
        return note;
    }

    /// <summary>Takes the note away. Before the semaphore is given back, while the caller keeps it mapped.</summary>
    public static unsafe void Clear(nint semaphore) =>
        Volatile.Write(ref ((Layout*)(semaphore + Offset))->Process, 0); // Holds: as in Write.

    /// <summary>Reads the note; all zero when there is none, or when it is being written.</summary>
    public static unsafe HolderNote Read(nint semaphore)
    {
        var place = (Layout*)(semaphore + Offset); // Holds: as in Write.
        var process = Volatile.Read(ref place->Process);
        var note = new HolderNote(process, place->Namespace, Volatile.Read(ref place->Time));
        return process != 0 && Volatile.Read(ref place->Process) == process ? note : default;
    }

    /// <summary>Tells of the holder as far as the note does.</summary>
    public LockHolder Judge()
    {
        if (Process == 0)
        {
            return new LockHolder(HolderState.Unknown, 0, null);
        }

        var since = DateTimeOffset.UtcNow - TimeSpan.FromMilliseconds(Now() - Time);
        return Namespace == 0 || Namespace != _namespace
            ? new LockHolder(HolderState.Unknown, 0, since)
            : new LockHolder(HasLivingProcess() ? HolderState.Alive : HolderState.Dead, Process, since);
    }

    /// <summary>Gets whether a process of the id runs that was there when the note was written.</summary>
    private bool HasLivingProcess()
    {
        // proc_pid_stat(5): after the name in parentheses come the state and, 19 fields on, the start in ticks of 10 ms.
        const int StartField = 19;
        const int MillisecondsPerTick = 10;
        try
        {
            var text = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{Process}/stat"));
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is not ("Z" or "X")
                && long.Parse(fields[StartField], CultureInfo.InvariantCulture) * MillisecondsPerTick <= Time;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ProcessInfo.IsAlive(Process);
        }
    }

    private static unsafe long Now()
    {
        LibC.timespec now;
        _ = LibC.clock_gettime(LibC.CLOCK_BOOTTIME, &now); // Holds: a local that the kernel fills.
        return (now.sec * 1000) + (now.nsec / TimeSpan.NanosecondsPerTick / TimeSpan.TicksPerMillisecond);
    }

    private struct Layout
    {
        public int Process;
        public uint Namespace;
        public long Time;
    }
}
