// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.FaultHost;

/// <summary>An operation on a Quayside segment, in which one call after the other is made to fail.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Prepare">What is done before, with no call failing.</param>
/// <param name="Act">The operation.</param>
/// <param name="Open">Opens a segment of the same kind.</param>
internal sealed record SegmentScene(string Name, Action<SegmentStage> Prepare, Action<SegmentStage> Act, Func<IpcKey, IDisposable> Open);
