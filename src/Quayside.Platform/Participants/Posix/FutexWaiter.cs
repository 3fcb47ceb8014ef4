// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Runtime.InteropServices;
using Quayside.Platform.Native;
using Quayside.Platform.Objects.Posix;

namespace Quayside.Platform.Participants.Posix;

/// <summary>Sleeps on many futexes at once: futex_waitv(2), since Linux 5.16.</summary>
/// <remarks>
/// Where the call is missing, or an old seccomp profile refuses it, one word is slept on for 50 ms at most, and several are looked at once a
/// millisecond, or every 16 ms when nothing has happened for a while: waits end a little later and cost a little time, and nothing else is different.
/// </remarks>
internal sealed unsafe class FutexWaiter : AddressWaiter
{
    private const int SlowerAfter = 1000;
    private static readonly TimeSpan _doze = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan _longDoze = TimeSpan.FromMilliseconds(16);
    private static readonly TimeSpan _longestBlind = TimeSpan.FromMilliseconds(50);

    // A word of this process, which is 1 when the sleep has been interrupted. Pinned, so that the kernel finds it.
    private readonly int[] _control = GC.AllocateArray<int>(1, pinned: true);

    // Last comes the control word. Pinned and kept, so that a sleep allocates nothing.
    private readonly LibC.futex_waitv[] _waiters;
    private bool _canSleepOnMany;
    private int _dozes;

    /// <summary>Makes a sleeper.</summary>
    /// <param name="canSleepOnMany">Whether to try futex_waitv at all.</param>
    /// <param name="capacity">The most words that a sleep is on.</param>
    public FutexWaiter(bool canSleepOnMany = true, int capacity = int.MaxValue)
    {
        _canSleepOnMany = canSleepOnMany;
        Capacity = Math.Min(capacity, LibC.FUTEX_WAITV_MAX - 1);
        _waiters = GC.AllocateArray<LibC.futex_waitv>(Capacity + 1, pinned: true);
    }

    /// <inheritdoc/>
    public override int Capacity { get; }

    private nint Control => Marshal.UnsafeAddrOfPinnedArrayElement(_control, 0);

    /// <inheritdoc/>
    protected override void SleepOn(ReadOnlySpan<AwaitedWord> words, TimeSpan slice)
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

        // The runtime's clock is this one, in nanoseconds.
        var (seconds, nanoseconds) = Math.DivRem(Stopwatch.GetTimestamp(), Stopwatch.Frequency);
        var deadline = new LibC.timespec { sec = seconds, nsec = nanoseconds }.Plus(slice);
        var waiters = (LibC.futex_waitv*)Marshal.UnsafeAddrOfPinnedArrayElement(_waiters, 0); // Holds: pinned for as long as this object lives.
        var woken = LibC.syscall(LibC.SYS_futex_waitv, waiters, (uint)words.Length + 1, 0, &deadline, LibC.CLOCK_MONOTONIC); // Holds: a local, read during the call.
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
                _dozes = 0;
                return;
            }
        }

        var isBlind = IsBlind(words);
        if (Capacity == 1 && isBlind)
        {
            // An interruption that comes now is noticed at the end of it.
            if (Volatile.Read(ref _control[0]) == 0)
            {
                Futex.Sleep(words[0].Segment.Words, words[0].Offset, words[0].Seen, slice < _longestBlind ? slice : _longestBlind);
            }

            return;
        }

        _dozes = isBlind ? Math.Min(_dozes + 1, SlowerAfter) : 0;
        var doze = _dozes < SlowerAfter ? _doze : _longDoze;
        var time = LibC.timespec.From(!isBlind || slice < doze ? slice : doze);
        _ = LibC.syscall(
            LibC.SYS_futex, Control, LibC.FUTEX_WAIT | LibC.FUTEX_PRIVATE_FLAG, 0, (nint)(&time), 0, 0); // Holds: a local, read during the call.
    }

    // Whether a change of some word does not interrupt this sleep.
    private static bool IsBlind(ReadOnlySpan<AwaitedWord> words)
    {
        foreach (var word in words)
        {
            if (word.Segment.Sleepers is null)
            {
                return true;
            }
        }

        return false;
    }

    private static LibC.futex_waitv Describe(nint address, uint seen, uint flags) => new() { val = seen, uaddr = (ulong)address, flags = flags };
}
