// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Protocol.Tests.Exploration;

/// <summary>What an exploration came to.</summary>
/// <param name="States">Different states.</param>
/// <param name="Moves">Moves between them.</param>
/// <param name="Fault">What is wrong, or null.</param>
/// <param name="Trace">The shortest way there.</param>
internal sealed record Outcome(int States, int Moves, string? Fault, IReadOnlyList<string> Trace)
{
    /// <inheritdoc/>
    public override string ToString()
    {
        var size = $"{States:N0} states, {Moves:N0} moves";
        return Fault is null ? $"{size}: nothing is wrong" : $"{Fault} ({size})\n  {string.Join("\n  ", Trace)}";
    }
}
