// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Memory;

namespace Quayside.Internal;

/// <summary>The limit of spans: 2 GiB less one byte.</summary>
internal static class SpanLength
{
    /// <summary>Gets the length of a region that fits in one span.</summary>
    /// <exception cref="InvalidOperationException">It does not fit.</exception>
    public static int Of(MappedRegion region) => region.Length <= int.MaxValue
        ? (int)region.Length
        : throw new InvalidOperationException(
            $"The segment has {region.Length} bytes, more than one span can show. Use Slice, AsMemory or OpenStream for its parts.");
}
