// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Cli;

/// <summary>Reads what somebody provides under a key, and is attached to it no longer than that takes.</summary>
internal static class SegmentReader
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(50);

    /// <summary>Attaches read-only, locks, copies, unlocks, detaches; again and again while there is nothing and time is left.</summary>
    /// <typeparam name="T">What the copy is.</typeparam>
    /// <param name="key">The key.</param>
    /// <param name="owner">Whose segment is read besides this user's own.</param>
    /// <param name="timeout">Bounds all waiting; null: no wait for a provider, the default for the lock.</param>
    /// <param name="copy">Copies what it needs out of the locked segment; null: there is nothing yet.</param>
    /// <param name="nothing">What there is none of when <paramref name="copy"/> finds nothing, for the message.</param>
    /// <exception cref="CommandException">Nothing is there, or the lock stayed taken.</exception>
    /// <exception cref="SharedMemoryException">Nothing is there, or it cannot be attached to.</exception>
    public static T Read<T>(IpcKey key, uint? owner, TimeSpan? timeout, Func<ReadOnlySpan<byte>, T?> copy, string nothing)
        where T : class => Interruption.Run(stop =>
    {
        var appearance = new Deadline(timeout ?? TimeSpan.Zero);
        var locking = new Deadline(timeout ?? Parameters.DefaultLockTimeout);
        using var notice = new WaitNotice("");
        while (true)
        {
            notice.Text = $"waiting for the lock of '{KeyText.Of(key)}'";
            try
            {
                if (ReadOnce(key, owner, locking, copy, stop) is { } result)
                {
                    return result;
                }

                if (appearance.Passed)
                {
                    throw new CommandException(
                        ExitCode.NotFound, $"There is {nothing} under '{KeyText.Of(key)}' yet. Wait for one with --timeout SECONDS.");
                }
            }
            catch (SharedMemoryException e) when (e.Error == SharedMemoryError.NotFound && !appearance.Passed)
            {
                // Looked for again below.
            }

            notice.Text = $"waiting until somebody provides '{KeyText.Of(key)}'";
            stop.WaitHandle.WaitOne(_interval);
            stop.ThrowIfCancellationRequested();
        }
    });

    private static T? ReadOnce<T>(IpcKey key, uint? owner, Deadline locking, Func<ReadOnlySpan<byte>, T?> copy, CancellationToken stop)
        where T : class
    {
        var options = new SharedMemoryOptions { Access = SharedMemoryAccess.ReadOnly, LockTimeout = locking.Remaining, TrustedOwner = owner };
        using var memory = SharedMemory.Attach(key, options, stop);
        if (memory.Size > Array.MaxLength)
        {
            throw new CommandException(
                ExitCode.BadData,
                $"'{KeyText.Of(key)}' has {memory.Size} bytes; this tool copies up to {Array.MaxLength}. Read it with the library instead.");
        }

        if (!memory.TryLock(locking.Remaining, out var held, stop))
        {
            throw LockTimeouts.Exceeded(key);
        }

        using (held)
        {
            return copy(held.ReadOnlySpan);
        }
    }
}
