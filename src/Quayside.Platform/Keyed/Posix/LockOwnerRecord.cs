// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Platform.Common;
using Quayside.Platform.Native;

namespace Quayside.Platform.Keyed.Posix;

/// <summary>What the holder of a lock writes into it, so that its death can be told: POSIX semaphores have neither owner nor undo.</summary>
/// <param name="Process">The holder's process id; 0 in a lock that nobody of Quayside's holds.</param>
/// <param name="Namespace">The inode of its PID namespace; 0 when unknown, as where its clock cannot be compared. An id says nothing elsewhere.</param>
/// <param name="Time">When it took the lock, in milliseconds of the machine's CLOCK_BOOTTIME (<see cref="SharedClock"/>), the clock of process starts, which nobody sets.</param>
/// <remarks>
/// It is in the half of sem_t that glibc does not use (16 of 32 bytes), and mapped anyway, so it costs no system call. Only the holder
/// writes it. Qt programs leave it alone: while one of them holds the lock there is none.
/// </remarks>
internal readonly record struct LockOwnerRecord(int Process, uint Namespace, long Time)
{
    private const int NamespaceShift = 32;
    private const int NanosecondsPerMillisecond = 1_000_000;

    // Of what a peer has made up no date can be made.
    private const long LongestAge = 1000L * 60 * 60 * 24 * 36525;
    private static readonly uint _namespace = SharedClock.IsComparable ? checked((uint)ProcessInfo.Namespace) : 0;

    /// <summary>Writes this process's note into a semaphore that the caller has taken.</summary>
    public static LockOwnerRecord Write(SemaphoreWords semaphore)
    {
        var note = new LockOwnerRecord(Environment.ProcessId, _namespace, Now());
        semaphore.NoteMoment = unchecked((ulong)note.Time);
        semaphore.NoteIdentity = ((ulong)note.Namespace << NamespaceShift) | (uint)note.Process;
        return note;
    }

    /// <summary>Takes the note away. Before the semaphore is given back.</summary>
    public static void Clear(SemaphoreWords semaphore) => semaphore.NoteIdentity = 0;

    /// <summary>Reads the note; all zero when there is none, or when it is being written.</summary>
    public static LockOwnerRecord Read(SemaphoreWords semaphore)
    {
        var identity = semaphore.NoteIdentity;
        var note = Of(identity, semaphore.NoteMoment);
        return semaphore.NoteIdentity == identity ? note : default;
    }

    /// <summary>Understands the two words of a note.</summary>
    public static LockOwnerRecord Of(ulong identity, ulong moment) => unchecked((int)identity) is var process and > 0
        ? new LockOwnerRecord(process, (uint)(identity >> NamespaceShift), unchecked((long)moment))
        : default;

    /// <summary>Tells of the holder as far as the note does.</summary>
    public LockHolder Judge()
    {
        if (Process == 0)
        {
            return new LockHolder(HolderState.Unknown, 0, null);
        }

        var age = unchecked(Now() - Time);
        var since = Namespace != 0 && SharedClock.IsComparable && age >= 0 && age < LongestAge ? DateTimeOffset.UtcNow - TimeSpan.FromMilliseconds(age) : default(DateTimeOffset?);
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
                && (long.Parse(fields[StartField], CultureInfo.InvariantCulture) * MillisecondsPerTick) - (SharedClock.BootTimeOffset / NanosecondsPerMillisecond) <= Time;
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
        return ((now.sec * 1000 * NanosecondsPerMillisecond) + now.nsec - SharedClock.BootTimeOffset) / NanosecondsPerMillisecond;
    }
}
