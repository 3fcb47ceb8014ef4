// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Protocol.Tests.Model;

/// <summary>What an actor asks of the world.</summary>
internal enum AccessKind
{
    Read,
    Write,
    Exchange,
    CompareExchange,
    ReadBarrier,
    WriteBarrier,

    /// <summary>Sleeps unless the low half of the word is another than expected (FUTEX_WAIT).</summary>
    Sleep,

    /// <summary>The same, for a time.</summary>
    SleepForAWhile,

    /// <summary>Wakes one sleeper, whichever it is (FUTEX_WAKE).</summary>
    WakeOne,
    WakeAll,

    /// <summary>Asks whether the owner of a lock lives.</summary>
    IsAlive,

    /// <summary>Learns something that depends on nothing here, such as the time.</summary>
    Perhaps,

    /// <summary>Tells the oracle something; takes no time.</summary>
    Tell,
}
