// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Protocol.Tests.Exploration;

/// <summary>Tells an oracle what has happened.</summary>
/// <returns>What is wrong with that, or null.</returns>
internal delegate string? Telling<TOracle>(ref TOracle oracle);
