// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Signals;

/// <summary>The body of a change signal: one word, alone on two cache lines.</summary>
/// <remarks>
/// <code>
///  offset  size  field     written by
///       0     8  version   publishers: + 1 with every change; waiters sleep on its low half
///       8   120  zero
/// </code>
/// </remarks>
internal static class SignalLayout
{
    /// <summary>Bytes of a signal.</summary>
    public const int Size = 128;
}
