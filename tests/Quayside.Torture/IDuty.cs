// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Torture;

/// <summary>Something that one who takes part does again and again.</summary>
internal interface IDuty
{
    /// <summary>Does something.</summary>
    void DoSomething();

    /// <summary>Leaves the segment.</summary>
    void Leave();
}
