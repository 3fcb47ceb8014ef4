// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;
using Quayside.Platform.Native;

namespace Quayside.Platform.Backends.SystemV;

/// <summary>Tells whether the kernel still counts a unit of a semaphore as this process's own, and gives it back only then.</summary>
/// <remarks>
/// <para>
/// Stateless and thread-safe. For each process the kernel keeps an account of what to add when the process ends: 1 for a unit taken
/// with SEM_UNDO. SETVAL, which Qt calls in every create(), sets the value to 1 and all accounts to 0. To give the unit back
/// after that would lift the value to 2; or, if somebody took the lock meanwhile, leave this process an account of -1, so that at its
/// end the kernel takes a unit away, which nobody gives back: everybody would be locked out.
/// </para>
/// <para>
/// The account cannot be read, but it has a lower bound, -32768 (SEMAEM; perform_atomic_semop in Linux's ipc/sem.c), and a
/// semop of several parts happens whole or not at all. So the parts take the account down by 32769, which only one of at least 1
/// survives, and up again by 32768. One part moves it by 32767 at most, so there are two each way, and two parts without undo
/// keep the value in its range meanwhile.
/// </para>
/// </remarks>
internal static class HeldUnit
{
    private const short Half = 16_384;

    private static readonly LibC.sembuf[] _giveBack =
    [
        new() { op = Half + 1, flg = LibC.SEM_UNDO },
        new() { op = -Half },
        new() { op = Half, flg = LibC.SEM_UNDO },
        new() { op = -Half, flg = LibC.SEM_UNDO },
        new() { op = Half },
        new() { op = -Half, flg = LibC.SEM_UNDO },
    ];

    // The same with the value and the account as they were.
    private static readonly LibC.sembuf[] _probe =
    [
        new() { op = Half + 1, flg = LibC.SEM_UNDO },
        new() { op = -Half },
        new() { op = Half, flg = LibC.SEM_UNDO },
        new() { op = -Half, flg = LibC.SEM_UNDO },
        new() { op = Half },
        new() { op = -Half - 1, flg = LibC.SEM_UNDO },
    ];

    /// <summary>Gives one unit back, at the cost of one system call.</summary>
    /// <param name="id">The semaphore.</param>
    /// <returns>Whether it was ours; otherwise nothing has changed.</returns>
    public static bool TryGiveBack(int id) => TryOperate(id, _giveBack);

    /// <summary>Asks whether a unit is ours, at the cost of one system call, and changes nothing.</summary>
    /// <param name="id">The semaphore.</param>
    public static bool IsHeld(int id) => TryOperate(id, _probe);

    private static unsafe bool TryOperate(int id, LibC.sembuf[] operations)
    {
        fixed (LibC.sembuf* parts = operations)
        {
            // Holds: as many parts as the array has, pinned while the kernel reads them.
            while (LibC.semtimedop(id, parts, (nuint)operations.Length, null) != 0)
            {
                if (Marshal.GetLastPInvokeError() != Errno.EINTR)
                {
                    return false;
                }
            }
        }

        return true;
    }
}
