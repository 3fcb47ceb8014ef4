// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside;

/// <summary>How a <see cref="SharedMemory"/> came to its segment.</summary>
public enum SharedMemoryOrigin
{
    /// <summary>It was made; all its bytes were zero.</summary>
    Created,

    /// <summary>It was there and in use.</summary>
    Attached,

    /// <summary>It was there, but everybody who used it had crashed; its bytes are what they left.</summary>
    Recovered,

    /// <summary>It was made in the place of an earlier one; all its bytes were zero.</summary>
    Replaced,
}
