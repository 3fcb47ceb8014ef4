// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Imaging.Tests;

/// <summary>Tests beside which no other runs, because they measure the whole process.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    /// <summary>Its name.</summary>
    public const string Name = "Alone";
}
