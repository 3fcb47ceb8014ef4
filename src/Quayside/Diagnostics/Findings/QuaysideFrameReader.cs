// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Diagnostics;

/// <summary>A reader of frames. An immutable snapshot.</summary>
/// <param name="Place">Its place; what is known of who is in it, the segment's participants tell.</param>
/// <param name="Frames">The sequences of the frames at which it looks: their slots are not drawn in. 0 for one that its publisher was killed over.</param>
/// <param name="Next">The sequence that it wants next, or null if it wants the latest frame.</param>
public sealed record QuaysideFrameReader(int Place, IReadOnlyList<long> Frames, long? Next);
