// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Protocol.Tests.Model;

/// <summary>The order an access keeps.</summary>
internal enum Order
{
    /// <summary>None.</summary>
    Plain,

    /// <summary>A read comes before what follows (acquire), a write after what precedes (release).</summary>
    OneWay,

    /// <summary>A full fence on both sides.</summary>
    Full,
}
