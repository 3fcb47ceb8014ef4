// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Platform.Common;

/// <summary>A process, told from a later one with the same id by when it started.</summary>
/// <param name="Process">Its id, or 0 for none.</param>
/// <param name="Started">When it started, in units of the system (Linux: clock ticks since boot; Windows: 100 ns since 1601).</param>
internal readonly record struct ProcessIdentity(ulong Process, ulong Started);
