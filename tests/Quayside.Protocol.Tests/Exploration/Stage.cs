// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Protocol.Tests.Exploration;

/// <summary>A piece of an actor's program. Its fields are all that the actor remembers when it begins.</summary>
internal abstract record Stage<TOracle>
    where TOracle : unmanaged, IOracle
{
    /// <summary>Runs the piece. Deterministic: it depends on its fields and on what the world answers, and on nothing else.</summary>
    /// <returns>The next piece, or null when the actor has finished.</returns>
    public abstract Stage<TOracle>? Run(ActorWords<TOracle> words);
}
