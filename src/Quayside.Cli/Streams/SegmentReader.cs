// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Cli.Arguments;
using Quayside.Cli.Outcomes;
using Quayside.Cli.Processes;
using Quayside.Cli.Terminal;

namespace Quayside.Cli.Streams;

/// <summary>Reads segments for the verbs that copy out, waiting for a provider if they are told to. What it reads stays as it is, orphans too.</summary>
internal static class SegmentReader
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(50);

    /// <summary>Reads in one critical section; again and again while there is nothing and time is left.</summary>
    /// <typeparam name="T">What is made of the bytes.</typeparam>
    /// <param name="key">The key.</param>
    /// <param name="owner">Whose segment is read besides this user's own.</param>
    /// <param name="timeout">Bounds all waiting; null: no wait for a provider, the default for the lock.</param>
    /// <param name="copy">Copies what it needs out of the locked segment; null: there is nothing yet.</param>
    /// <param name="nothing">What there is none of when <paramref name="copy"/> finds nothing, for the message.</param>
    /// <exception cref="CommandException">Nothing is there, or it is too large.</exception>
    /// <exception cref="SharedMemoryException">Nothing is there, or it cannot be read.</exception>
    public static T Read<T>(IpcKey key, uint? owner, TimeSpan? timeout, Func<ReadOnlySpan<byte>, T?> copy, string nothing)
        where T : class => Wait(key, owner, timeout, nothing, (options, _, stop) =>
    {
        try
        {
            return SharedMemory.Read(key, copy, options, stop);
        }
        catch (InvalidOperationException e)
        {
            throw new CommandException(ExitCode.BadData, $"'{KeyText.Of(key)}' cannot be read whole: {CommandException.Reason(e)}");
        }
    });

    /// <summary>Copies a segment of any size into a stream, which must not be slow: all others wait meanwhile.</summary>
    /// <exception cref="IOException">The stream does not take it.</exception>
    /// <inheritdoc cref="Read"/>
    public static void Copy(IpcKey key, uint? owner, TimeSpan? timeout, Stream destination) => _ = Wait(key, owner, timeout, "nothing", (options, notice, stop) =>
    {
        using var counted = new CountedStream(destination, done => notice.Text = string.Create(
            CultureInfo.InvariantCulture, $"copying '{KeyText.Of(key)}', {Words.Size(done)} so far"));
        return (object)SharedMemory.CopyTo(key, counted, options, stop);
    });

    private static T Wait<T>(
        IpcKey key, uint? owner, TimeSpan? timeout, string nothing, Func<SharedMemoryOptions, WaitNotice, CancellationToken, T?> attempt)
        where T : class => Interruption.Run(stop =>
    {
        var appearance = new Deadline(timeout ?? TimeSpan.Zero);
        var locking = new Deadline(timeout ?? Parameters.DefaultLockTimeout);
        using var notice = new WaitNotice(string.Empty);
        while (true)
        {
            notice.Text = $"waiting for the lock of '{KeyText.Of(key)}'";
            var options = new SharedMemoryOptions { Access = SharedMemoryAccess.ReadOnly, LockTimeout = locking.Remaining, TrustedOwner = owner };
            try
            {
                if (attempt(options, notice, stop) is { } result)
                {
                    return result;
                }

                if (appearance.Passed)
                {
                    throw new CommandException(
                        ExitCode.NotFound, $"There is {nothing} under '{KeyText.Of(key)}' yet. Wait for one with --timeout SECONDS.");
                }
            }
            catch (SharedMemoryException e) when (e.Error == SharedMemoryError.NotFound)
            {
                if (appearance.Passed)
                {
                    throw OtherMeaning.Of(key) ?? (Exception)e;
                }
            }

            notice.Text = $"waiting until somebody provides '{KeyText.Of(key)}'";
            stop.WaitHandle.WaitOne(_interval);
            stop.ThrowIfCancellationRequested();
        }
    });
}
