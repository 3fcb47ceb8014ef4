// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Diagnostics;

/// <summary>What <see cref="IpcFinding.TryFix"/> did.</summary>
/// <param name="IsFixed">Whether the finding is gone.</param>
/// <param name="Text">What was done, or why nothing was, in one line.</param>
public sealed record IpcFix(bool IsFixed, string Text);
