// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Imaging.Png;

/// <summary>An IDAT chunk that can be read without the others: it has whole stored blocks, and begins with a row or has none.</summary>
/// <param name="Start">Where the chunk begins.</param>
/// <param name="Length">How many bytes of data it has.</param>
/// <param name="FirstRow">The row with which it begins.</param>
/// <param name="RowBytes">How many bytes of rows it has, filters included.</param>
/// <param name="Parts">What it has besides blocks.</param>
internal readonly record struct StoredBand(int Start, int Length, int FirstRow, long RowBytes, StoredParts Parts)
{
    /// <summary>Gets whether a part is in it.</summary>
    public bool Has(StoredParts part) => (Parts & part) != 0;
}

/// <summary>The parts of a zlib stream that are not blocks.</summary>
[Flags]
internal enum StoredParts
{
    /// <summary>None of them.</summary>
    None = 0,

    /// <summary>The two bytes at its beginning.</summary>
    Header = 1,

    /// <summary>The block that is marked as the last one.</summary>
    LastBlock = 2,

    /// <summary>The four bytes at its end.</summary>
    Checksum = 4,
}
