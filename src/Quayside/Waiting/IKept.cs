// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Waiting;

/// <summary>Something that is looked at from time to time by the <see cref="Keeper"/>.</summary>
internal interface IKept
{
    /// <summary>Looks, and ends a sleep if there is reason to. On the keeper's thread, so it is brief, does not block, and throws nothing.</summary>
    void Keep();
}
