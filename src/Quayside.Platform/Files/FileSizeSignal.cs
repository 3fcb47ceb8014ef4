// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;
using Quayside.Platform.Native;

namespace Quayside.Platform.Files;

/// <summary>Keeps SIGXFSZ away from this thread, so that a file which may not grow is an error (EFBIG) and not the end of the process.</summary>
/// <remarks>
/// The kernel sends the signal to the very thread whose call went too far (inode_newsize_ok in Linux's fs/attr.c). So it is blocked there for
/// the length of the call and taken off afterwards; the process's own handling of the signal stays as it is.
/// </remarks>
internal unsafe ref struct FileSizeSignal
{
    private const ulong Bit = 1UL << (LibC.SIGXFSZ - 1);

    private LibC.sigset_t _earlier;
    private bool _isBlocked;

    /// <summary>Keeps the signal away until disposed, on the same thread.</summary>
    public static FileSizeSignal Block()
    {
        var scope = default(FileSizeSignal);
        LibC.sigset_t earlier;
        var blocked = new LibC.sigset_t { signals = Bit };
        scope._isBlocked = LibC.pthread_sigmask(LibC.SIG_BLOCK, &blocked, &earlier) == 0; // Holds: locals, used during the call.
        scope._earlier = earlier;
        return scope;
    }

    /// <summary>Takes the signal off, if it came, and lets later ones through again.</summary>
    public readonly void Dispose()
    {
        if (!_isBlocked || (_earlier.signals & Bit) != 0)
        {
            // One that was blocked before is the caller's own matter.
            return;
        }

        var blocked = new LibC.sigset_t { signals = Bit };
        LibC.timespec now = default;
        while (LibC.sigtimedwait(&blocked, 0, &now) < 0 && Marshal.GetLastPInvokeError() == Errno.EINTR) // Holds: locals, read during the call.
        {
        }

        var earlier = _earlier;
        _ = LibC.pthread_sigmask(LibC.SIG_SETMASK, &earlier, null); // Holds: a local, read during the call.
    }
}
