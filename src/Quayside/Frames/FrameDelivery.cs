// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside;

/// <summary>Which frames a reader wants.</summary>
public enum FrameDelivery
{
    /// <summary>The latest one, always; those in between are passed over.</summary>
    Latest,

    /// <summary>Every one that is published from now on, in order; if the publisher does not wait, those that are still there.</summary>
    Every,
}
