// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;
using Quayside.Platform.Native;
using Quayside.Platform.Participants;

namespace Quayside.Platform.Backends.Posix;

/// <summary>Sleeps on many futexes at once: futex_waitv(2), since Linux 5.16.</summary>
/// <remarks>
/// Where the call is missing, or an old seccomp profile refuses it, the words are looked at once a millisecond: waits end a little later
/// and cost a little time, and nothing else is different.
/// </remarks>
internal sealed unsafe class FutexSleeper : WordSleeper
{
    private static readonly TimeSpan _doze = TimeSpan.FromMilliseconds(1);

    // A word of this process, which is 1 when the sleep has been interrupted. Pinned, so that the kernel finds it.
    private readonly int[] _control = GC.AllocateArray<int>(1, pinned: true);

    // Last comes the control word. Pinned and kept, so that a sleep allocates nothing.
    private readonly LibC.futex_waitv[] _waiters = GC.AllocateArray<LibC.futex_waitv>(LibC.FUTEX_WAITV_MAX, pinned: true);
    private bool _canSleepOnMany;

    /// <summary>Makes a sleeper.</summary>
    /// <param name="canSleepOnMany">Whether to try futex_waitv at all.</param>
    public FutexSleeper(bool canSleepOnMany = true) => _canSleepOnMany = canSleepOnMany;

    /// <inheritdoc/>
    public override int Capacity => LibC.FUTEX_WAITV_MAX - 1;

    private nint Control => Marshal.UnsafeAddrOfPinnedArrayElement(_control, 0);

    /// <inheritdoc/>
    public override void Sleep(ReadOnlySpan<AwaitedWord> words, TimeSpan slice)
    {
        if (!_canSleepOnMany || !TrySleepOnMany(words, slice))
        {
            Doze(words, slice);
        }

        Volatile.Write(ref _control[0], 0);
    }

    /// <inheritdoc/>
    public override void Interrupt()
    {
        if (Interlocked.Exchange(ref _control[0], 1) == 0)
        {
            _ = LibC.syscall(LibC.SYS_futex, Control, LibC.FUTEX_WAKE | LibC.FUTEX_PRIVATE_FLAG, 1, 0, 0, 0);
        }
    }

    private bool TrySleepOnMany(ReadOnlySpan<AwaitedWord> words, TimeSpan slice)
    {
        for (var index = 0; index < words.Length; index++)
        {
            var word = words[index];
            _waiters[index] = Describe(word.Segment.Words.AddressOf(word.Offset), word.Seen, LibC.FUTEX_32);
        }

        _waiters[words.Length] = Describe(Control, seen: 0, LibC.FUTEX_32 | LibC.FUTEX_PRIVATE_FLAG);
        LibC.timespec deadline;
        _ = LibC.clock_gettime(LibC.CLOCK_MONOTONIC, &deadline); // Holds: a local, written during the call.
        deadline = deadline.Plus(slice);
        var waiters = (LibC.futex_waitv*)Marshal.UnsafeAddrOfPinnedArrayElement(_waiters, 0); // Holds: pinned for as long as this object lives.
        var woken = LibC.syscall(LibC.SYS_futex_waitv, waiters, (uint)words.Length + 1, 0, &deadline, LibC.CLOCK_MONOTONIC);
        var error = woken < 0 ? Marshal.GetLastPInvokeError() : 0;
        foreach (var word in words)
        {
            word.Segment.Words.KeepMapped();
        }

        if (error is Errno.ENOSYS or Errno.EPERM)
        {
            _canSleepOnMany = false;
        }

        // Changed already, a signal, time is up: all the same to the caller. Anything else must not turn its loop into a busy one.
        return error is 0 or Errno.EAGAIN or Errno.EINTR or Errno.ETIMEDOUT;
    }

    private void Doze(ReadOnlySpan<AwaitedWord> words, TimeSpan slice)
    {
        foreach (var word in words)
        {
            if (!word.IsUnchanged)
            {
                return;
            }
        }

        var time = LibC.timespec.From(words.IsEmpty || slice < _doze ? slice : _doze);
        _ = LibC.syscall(
            LibC.SYS_futex, Control, LibC.FUTEX_WAIT | LibC.FUTEX_PRIVATE_FLAG, 0, (nint)(&time), 0, 0); // Holds: a local, read during the call.
    }

    private static LibC.futex_waitv Describe(nint address, uint seen, uint flags) => new() { val = seen, uaddr = (ulong)address, flags = flags };
}
