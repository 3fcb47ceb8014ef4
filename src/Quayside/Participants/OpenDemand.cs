// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Participants;

/// <summary>What to do with a key.</summary>
internal enum OpenDemand
{
    /// <summary>Open what is there, or make it.</summary>
    OpenOrCreate,

    /// <summary>Open what is there.</summary>
    Open,

    /// <summary>Open what is there, to read and to wait.</summary>
    OpenReadOnly,
}
