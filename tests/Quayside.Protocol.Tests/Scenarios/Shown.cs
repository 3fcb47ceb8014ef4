// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Locks;
using Quayside.Participants;

namespace Quayside.Protocol.Tests.Scenarios;

/// <summary>How words look in traces.</summary>
internal static class Shown
{
    /// <summary>Shows the word of a lock.</summary>
    public static string Lock(ulong word)
    {
        var owner = OwnerWord.PlaceOf(word) < 0 ? "free" : $"place {OwnerWord.PlaceOf(word)}, generation {OwnerWord.GenerationOf(word)}";
        return $"{owner}{((word & LockLayout.Parked) != 0 ? ", parked" : "")}{((word & LockLayout.Dirty) != 0 ? ", dirty" : "")}";
    }
}
