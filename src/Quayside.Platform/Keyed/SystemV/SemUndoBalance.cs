// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;
using Quayside.Platform.Native;

namespace Quayside.Platform.Keyed.SystemV;

/// <summary>What the kernel owes to a semaphore when this process ends: tells how much it is, and gives units back out of it.</summary>
/// <remarks>
/// <para>
/// Stateless and thread-safe. For each process the kernel keeps an account of what to add when the process ends: 1 for each unit taken
/// with SEM_UNDO. SETVAL, which Qt calls in every create(), sets the value and all accounts to 0. To give a unit of a lock back
/// after that would lift the value to 2; or, if somebody took the lock meanwhile, leave this process an account of -1, so that at its
/// end the kernel takes a unit away, which nobody gives back: everybody would be locked out. And a unit that a process adds with
/// SEM_UNDO without having taken it, as Qt does, is lost when it ends.
/// </para>
/// <para>
/// The account cannot be read, but it has a lower bound, -32768 (SEMAEM; perform_atomic_semop in Linux's ipc/sem.c), and a
/// semop of several parts happens whole or not at all. So the parts take the account down by 32768 more than the units, which only one
/// of at least that many survives, and up again. One part moves it by 32767 at most, so there are several each way, and parts without
/// undo keep the value in its range meanwhile: by going up first, or, if that would be too much, by going down first.
/// </para>
/// </remarks>
internal static class SemUndoBalance
{
    /// <summary>The largest value of a semaphore (SEMVMX).</summary>
    public const int MaxValue = 32_767;

    private const short Half = 16_384;
    private const short Quarter = 8_192;
    private const int MaxParts = 20;

    // Down and up again: the first for values up to 16383, which leave room above, the second for values from 8192 on. That they overlap
    // keeps a value that changes between two attempts from being too large for the one and too small for the other.
    private static readonly LibC.sembuf[] _upFirst =
    [
        Undone(Half), Plain(-Half), Undone(Half),
        Undone(-Half), Plain(Half), Undone(-Half),
    ];

    private static readonly LibC.sembuf[] _downFirst =
    [
        Plain(-Quarter), Undone(Quarter), Plain(-Quarter), Undone(Quarter), Plain(-Quarter), Undone(Quarter), Plain(-Quarter), Undone(Quarter),
        Undone(-Quarter), Plain(Quarter), Undone(-Quarter), Plain(Quarter), Undone(-Quarter), Plain(Quarter), Undone(-Quarter), Plain(Quarter),
    ];

    /// <summary>Gives units back if this process has taken them; otherwise nothing changes.</summary>
    /// <param name="id">The semaphore.</param>
    /// <param name="count">How many, at least 1.</param>
    /// <returns>Whether they were ours.</returns>
    public static bool TryGiveBack(int id, int count = 1) => Operate(id, count, added: 0, restore: false) == 0;

    /// <summary>Asks whether this process has taken as many units and not given them back. Changes nothing.</summary>
    /// <param name="id">The semaphore.</param>
    /// <param name="count">How many, at least 1.</param>
    public static bool Holds(int id, int count = 1) => count <= MaxValue && Operate(id, count, added: 0, restore: true) == 0;

    /// <summary>Adds units: out of the account as far as it goes, the others for good, whatever becomes of this process.</summary>
    /// <param name="id">The semaphore.</param>
    /// <param name="count">How many, 1 to 32767.</param>
    /// <param name="own">How many came out of the account.</param>
    /// <returns>0, or the error number; then nothing has changed. ERANGE: the value would be too large.</returns>
    public static int Release(int id, int count, out int own)
    {
        while (true)
        {
            own = count;
            var error = Operate(id, count, added: 0, restore: false);
            if (error != Errno.ERANGE)
            {
                return error;
            }

            var (held, tooMany) = (0, count);
            while (tooMany - held > 1)
            {
                var middle = held + ((tooMany - held) / 2);
                (held, tooMany) = Holds(id, middle) ? (middle, tooMany) : (held, middle);
            }

            own = held;
            error = held == 0 ? Add(id, count) : Operate(id, held, count - held, restore: false);
            if (error != Errno.ERANGE || held == 0 || LibC.semctl(id, 0, LibC.GETVAL, 0) > MaxValue - count)
            {
                return error;
            }

            // Another thread has given units back meanwhile.
        }
    }

    /// <summary>Adds units for good, whatever becomes of this process.</summary>
    /// <param name="id">The semaphore.</param>
    /// <param name="count">How many, 1 to 32767.</param>
    /// <returns>0, or the error number; then nothing has changed. ERANGE: the value would be too large.</returns>
    public static int Add(int id, int count)
    {
        Span<LibC.sembuf> part = [new() { op = checked((short)count) }];
        return Perform(id, part);
    }

    /// <summary>Adds units of which this process must have taken some.</summary>
    /// <param name="id">The semaphore.</param>
    /// <param name="owned">How many must be its own, at least 1.</param>
    /// <param name="added">How many to add beyond those.</param>
    /// <param name="restore">Whether to undo it all in the end.</param>
    private static int Operate(int id, int owned, int added, bool restore)
    {
        Span<LibC.sembuf> parts = stackalloc LibC.sembuf[MaxParts];
        var error = Perform(id, parts[..Compose(parts, owned, added, restore, _upFirst)]);
        if (error == Errno.ERANGE)
        {
            error = Perform(id, parts[..Compose(parts, owned, added, restore, _downFirst)]);
            return error == Errno.EAGAIN ? Errno.ERANGE : error;
        }

        return error;
    }

    private static int Compose(Span<LibC.sembuf> parts, int owned, int added, bool restore, LibC.sembuf[] dance)
    {
        var count = 0;
        parts[count++] = Undone(owned);
        if (added > 0)
        {
            parts[count++] = Plain(added);
        }

        dance.CopyTo(parts[count..]);
        count += dance.Length;
        if (restore)
        {
            parts[count++] = Undone(-owned);
        }

        return count;
    }

    private static LibC.sembuf Plain(int change) => new() { op = checked((short)change), flg = LibC.IPC_NOWAIT };

    private static LibC.sembuf Undone(int change) => new() { op = checked((short)change), flg = LibC.SEM_UNDO | LibC.IPC_NOWAIT };

    private static unsafe int Perform(int id, ReadOnlySpan<LibC.sembuf> operations)
    {
        fixed (LibC.sembuf* parts = operations)
        {
            // Holds: as many parts as the span has, pinned while the kernel reads them.
            while (LibC.semtimedop(id, parts, (nuint)operations.Length, null) != 0)
            {
                var error = Marshal.GetLastPInvokeError();
                if (error != Errno.EINTR)
                {
                    return error;
                }
            }
        }

        return 0;
    }
}
