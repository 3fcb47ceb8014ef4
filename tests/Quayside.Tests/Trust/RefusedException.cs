// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;

namespace Quayside.Tests.Trust;

/// <summary>One of Qt's types told an error for permission.</summary>
[SuppressMessage("Design", "CA1032", Justification = "Thrown at one place in tests.")]
internal sealed class RefusedException : Exception;
