// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Imaging.Png;

/// <summary>Takes the bytes of a PNG's rows in order: a filter, then pixels, and so on, cut anywhere.</summary>
internal interface IRawRows
{
    /// <summary>Takes the next bytes.</summary>
    /// <returns>Whether they are fine so far: not if a row is filtered.</returns>
    bool TryAppend(scoped ReadOnlySpan<byte> data);
}
