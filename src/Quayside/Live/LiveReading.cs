// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside;

/// <summary>A value that was read from a <see cref="LiveValue{T}"/> or a <see cref="LiveBuffer"/>. An immutable value, a copy of the shared one.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
/// <param name="Value">The value, whole.</param>
/// <param name="Stamp">Its version and when it was written.</param>
public readonly record struct LiveReading<T>(T Value, LiveStamp Stamp);
