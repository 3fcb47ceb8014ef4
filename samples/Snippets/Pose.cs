// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Snippets;

/// <summary>Where a robot is.</summary>
internal readonly struct Pose(double x, double y)
{
    public double X { get; } = x;

    public double Y { get; } = y;

    public override string ToString() => $"{X}, {Y}";
}
