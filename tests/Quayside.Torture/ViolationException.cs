// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Torture;

/// <summary>Something happened that Quayside segments promise not to let happen.</summary>
/// <param name="message">What.</param>
public sealed class ViolationException(string message) : Exception(message);
