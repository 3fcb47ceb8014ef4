// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Memory;

namespace Quayside.Platform.Keyed;

/// <summary>Writes the bytes of a new segment, all zero before. What it throws comes through, and there is no new segment then.</summary>
/// <param name="region">The bytes, valid during the call.</param>
internal delegate void SegmentFill(MappedRegion region);
