// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Protocol.Tests.Exploration;

/// <summary>Somebody who runs a program.</summary>
/// <param name="Name">Its name in traces.</param>
/// <param name="First">Where its program begins.</param>
internal sealed record Actor<TOracle>(string Name, Stage<TOracle> First)
    where TOracle : unmanaged, IOracle
{
    /// <summary>Gets the owner bits that stand for it in locks.</summary>
    public ulong Owner { get; init; }

    /// <summary>Gets whether it may be killed, at any step.</summary>
    public bool MayDie { get; init; }

    /// <summary>Gets who must have finished or died before it starts; it then sees at least what they saw.</summary>
    public IReadOnlyList<int> After { get; init; } = [];
}
