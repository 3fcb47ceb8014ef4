// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;

namespace Quayside.Cli;

/// <summary>Provides a segment under a key for as long as the user wants it.</summary>
/// <remarks>
/// A killed holder leaves its segment behind, as every Qt program does; the next <c>put</c> takes its place.
/// </remarks>
internal static class SegmentWriter
{
    /// <summary>Creates or replaces the segment, fills it under its lock, says so, holds it and detaches.</summary>
    /// <param name="key">The key.</param>
    /// <param name="owner">Whose segment and lock are used besides this user's own.</param>
    /// <param name="size">Bytes, at least 1.</param>
    /// <param name="fill">Writes the content into the segment.</param>
    /// <param name="lockTimeout">How long to wait for the lock.</param>
    /// <param name="holdTime">How long to hold it; null: until a signal.</param>
    /// <returns>The exit code.</returns>
    public static int Hold(IpcKey key, uint? owner, int size, Action<Span<byte>> fill, TimeSpan? lockTimeout, TimeSpan? holdTime) =>
        Interruption.Run(stop =>
        {
            using var memory = Provide(key, owner, size, fill, new Deadline(lockTimeout ?? Parameters.DefaultLockTimeout), stop);
            Console.Out.WriteLine($"holding {KeyText.Of(key)} ({size} bytes) native {key.NativeName}");
            if (!Console.IsErrorRedirected)
            {
                var end = holdTime is { } time ? string.Create(CultureInfo.InvariantCulture, $"for {time.TotalSeconds} s, or ") : "";
                Console.Error.WriteLine($"Others can attach {end}until Ctrl-C.");
            }

            stop.WaitHandle.WaitOne(holdTime ?? Timeout.InfiniteTimeSpan);
            return ExitCode.Success.Number;
        });

    private static SharedMemory Provide(IpcKey key, uint? owner, int size, Action<Span<byte>> fill, Deadline deadline, CancellationToken stop)
    {
        using var notice = new WaitNotice($"waiting for the lock of '{KeyText.Of(key)}'");
        return SharedMemory.Publish(key, size, fill, new SharedMemoryOptions { LockTimeout = deadline.Remaining, TrustedOwner = owner }, stop);
    }
}
