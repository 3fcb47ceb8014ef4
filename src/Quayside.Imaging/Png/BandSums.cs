// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Imaging.Png;

/// <summary>The zlib checksums that reading a chunk has brought to light.</summary>
/// <param name="Read">Of the rows' bytes in it.</param>
/// <param name="Stored">The one that the PNG says all rows' bytes have, if it is in this chunk.</param>
internal readonly record struct BandSums(Adler32 Read, Adler32? Stored);
