// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Benchmarks.Operations;

/// <summary>Sizes that both sides use; bench.cpp has the same.</summary>
internal static class Sizes
{
    /// <summary>Bytes of a segment whose contents do not matter: one page.</summary>
    public const int SmallSegment = 4096;
}
