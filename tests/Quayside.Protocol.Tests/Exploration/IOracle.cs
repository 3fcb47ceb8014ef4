// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Protocol.Tests.Exploration;

/// <summary>Knows what ought to be true, and is told at the very step at which things happen. Actors cannot see it.</summary>
internal interface IOracle
{
    /// <summary>Hears that an actor has died.</summary>
    void Died(int actor);
}
