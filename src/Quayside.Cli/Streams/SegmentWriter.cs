// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Cli.Arguments;
using Quayside.Cli.Outcomes;
using Quayside.Cli.Processes;
using Quayside.Cli.Terminal;

namespace Quayside.Cli.Streams;

/// <summary>Provides a segment under a key for as long as the user wants it.</summary>
/// <remarks>
/// A killed holder leaves its segment behind, as every Qt program does; the next <c>put</c> takes its place.
/// </remarks>
internal static class SegmentWriter
{
    /// <summary>Creates or replaces the segment with bytes that are at hand, says so, holds it and detaches.</summary>
    /// <param name="key">The key.</param>
    /// <param name="owner">Whose segment and lock are used besides this user's own.</param>
    /// <param name="size">Bytes, at least 1.</param>
    /// <param name="fill">Writes the content into the segment.</param>
    /// <param name="lockTimeout">How long to wait for the lock.</param>
    /// <param name="holdTime">How long to hold it; null: until a signal.</param>
    /// <returns>The exit code.</returns>
    public static int Hold(IpcKey key, uint? owner, int size, Action<Span<byte>> fill, TimeSpan? lockTimeout, TimeSpan? holdTime) =>
        Hold(key, owner, lockTimeout, holdTime, (options, _, stop) => SharedMemory.Publish(key, size, fill, options, stop));

    /// <summary>Creates or replaces the segment with the bytes of a stream, says so, holds it and detaches.</summary>
    /// <param name="key">The key.</param>
    /// <param name="owner">Whose segment and lock are used besides this user's own.</param>
    /// <param name="content">The bytes, from the start to the end.</param>
    /// <param name="lockTimeout">How long to wait for the lock.</param>
    /// <param name="holdTime">How long to hold it; null: until a signal.</param>
    /// <returns>The exit code.</returns>
    public static int Hold(IpcKey key, uint? owner, Stream content, TimeSpan? lockTimeout, TimeSpan? holdTime) =>
        Hold(key, owner, lockTimeout, holdTime, (options, notice, stop) =>
        {
            var size = content.Length;
            using var counted = new CountedStream(content, done => notice.Text = string.Create(
                CultureInfo.InvariantCulture, $"copying into '{KeyText.Of(key)}', {done * 100 / size} %"));
            return SharedMemory.PublishFrom(key, counted, size, options, stop);
        });

    private static int Hold(
        IpcKey key, uint? owner, TimeSpan? lockTimeout, TimeSpan? holdTime, Func<SharedMemoryOptions, WaitNotice, CancellationToken, SharedMemory> publish) =>
        Interruption.Run(stop =>
        {
            var deadline = new Deadline(lockTimeout ?? Parameters.DefaultLockTimeout);
            using var memory = Provide();
            Tell($"holding {KeyText.Of(key)} ({memory.RequestedSize ?? memory.Size} bytes) native {key.NativeName}");
            if (!StandardError.IsRedirected)
            {
                var end = holdTime is { } time ? string.Create(CultureInfo.InvariantCulture, $"for {time.TotalSeconds} s, or ") : "";
                StandardError.Line($"Others can attach {end}until Ctrl-C.");
            }

            stop.WaitHandle.WaitOne(holdTime ?? Timeout.InfiniteTimeSpan);
            return ExitCode.Success.Number;

            SharedMemory Provide()
            {
                using var notice = new WaitNotice($"waiting for the lock of '{KeyText.Of(key)}'");
                return publish(new SharedMemoryOptions { LockTimeout = deadline.Remaining, TrustedOwner = owner }, notice, stop);
            }
        });

    // Others have the segment by now, so an output that cannot be written is no reason to take it from them.
    private static void Tell(string line)
    {
        try
        {
            StandardOutput.Line(line);
        }
        catch (CommandException e) when (e.Code == ExitCode.CannotWrite)
        {
            StandardError.Line($"quayside: {e.Message} The segment is held all the same.");
        }
    }
}
