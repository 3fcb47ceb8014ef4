// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Protocol.Tests.Exploration;

/// <summary>How an actor is.</summary>
internal enum Plight
{
    NotStarted,
    Awake,
    Asleep,
    Finished,
    Dead,
}
