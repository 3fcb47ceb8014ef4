// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Participants;

/// <summary>Knows who of the participants is alive.</summary>
internal interface ILife
{
    /// <summary>Gets whether the owner of a lock lives. A stopped process lives.</summary>
    /// <param name="owner">The owner bits of the lock's word, which a peer may have made up.</param>
    bool IsAlive(ulong owner);
}
