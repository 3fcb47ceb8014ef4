// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using Quayside.Torture;
using Quayside.Waiting;

namespace Quayside.Crash.Tests.Torture;

/// <summary>Numbers that grow, and when each was seen first by somebody who does not wait for them. Thread-safe.</summary>
internal sealed class Sightings
{
    private readonly Lock _gate = new();
    private readonly Queue<(long Number, long Time)> _seen = [];
    private long _last = -1;

    /// <summary>Sees a number.</summary>
    public void See(long number)
    {
        lock (_gate)
        {
            if (number > _last)
            {
                _last = number;
                _seen.Enqueue((number, Stopwatch.GetTimestamp()));
                while (_seen.Count > 1 && Stopwatch.GetElapsedTime(_seen.Peek().Time) > 2 * World.Patience)
                {
                    _ = _seen.Dequeue();
                }
            }
        }
    }

    /// <summary>Gets whether a number above one was seen, and so long ago that all who wait for it should have been told.</summary>
    public bool Has(long known, TimeSpan ago)
    {
        lock (_gate)
        {
            return _seen.Any(sighting => sighting.Number > known && Stopwatch.GetElapsedTime(sighting.Time) > ago);
        }
    }
}
