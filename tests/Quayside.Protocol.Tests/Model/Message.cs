// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Protocol.Tests.Model;

/// <summary>A value that was written to a word. Immutable.</summary>
/// <param name="Time">Its place in the order of the word's values.</param>
/// <param name="Value">The value.</param>
/// <param name="View">What is seen at least by who reads it with acquire.</param>
/// <param name="IsAttached">Whether it belongs to an exchange that read the value before it: nothing comes between the two.</param>
internal sealed record Message(int Time, ulong Value, View View, bool IsAttached);
