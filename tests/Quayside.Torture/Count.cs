// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Torture;

/// <summary>What each of those who take part counts.</summary>
internal enum Count
{
    /// <summary>Not a count: the id of the process, once it runs.</summary>
    Process,

    /// <summary>Locks taken that nobody had died with.</summary>
    Acquired,

    /// <summary>Locks taken from the dead.</summary>
    HandedOver,

    /// <summary>Locks taken from those who died in the middle of a change.</summary>
    PutInOrder,

    /// <summary>Locks held while their object was disposed.</summary>
    Dropped,

    /// <summary>Live values read.</summary>
    Read,

    /// <summary>Live values written.</summary>
    Written,

    /// <summary>Signals published.</summary>
    Published,

    /// <summary>Changes waited for that came.</summary>
    Woken,

    /// <summary>Segments opened.</summary>
    Opened,

    /// <summary>Frames drawn and published.</summary>
    Drawn,

    /// <summary>Frames looked at.</summary>
    LookedAt,

    /// <summary>Whatever was done, once it was done.</summary>
    Done,
}
