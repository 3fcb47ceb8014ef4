// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Platform.Memory;

/// <summary>Shows the same two spans to several threads at once.</summary>
internal static class PinnedSpans
{
    /// <summary>What each thread does.</summary>
    /// <param name="part">Which part is meant, from 0.</param>
    /// <param name="source">All of the source.</param>
    /// <param name="destination">All of the destination.</param>
    public delegate void Action(int part, ReadOnlySpan<byte> source, Span<byte> destination);

    /// <summary>Calls an action once for each part, on the caller's thread and on those of the pool, and returns when all calls have.</summary>
    /// <exception cref="AggregateException">Calls threw; the parts that had not begun are left out.</exception>
    public static unsafe void For(int parts, ReadOnlySpan<byte> source, Span<byte> destination, Action action)
    {
        if (parts == 1)
        {
            action(0, source, destination);
            return;
        }

        var (sourceLength, destinationLength) = (source.Length, destination.Length);
        fixed (byte* from = source, to = destination)
        {
            var (fromAddress, toAddress) = ((nint)from, (nint)to);

            // Holds: both spans outlive this call, nothing moves them until the end of the block, and no call is under way after it.
            _ = Parallel.For(0, parts, part => action(
                part,
                new ReadOnlySpan<byte>((void*)fromAddress, sourceLength),
                new Span<byte>((void*)toAddress, destinationLength)));
        }
    }
}
