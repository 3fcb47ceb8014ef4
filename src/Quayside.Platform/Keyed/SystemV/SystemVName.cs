// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Platform.Keyed.SystemV;

/// <summary>A key file and the System V key that it meant when it was looked at.</summary>
/// <param name="Path">The key file.</param>
/// <param name="Project">The project id of ftok(3).</param>
/// <param name="Key">The key.</param>
internal readonly record struct SystemVName(string Path, byte Project, int Key);
