// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Torture;

/// <summary>What one who takes part does with one segment: operations in random order, opening and leaving among them.</summary>
/// <typeparam name="T">The segment.</typeparam>
/// <param name="world">Where it takes part.</param>
/// <param name="place">Which segment.</param>
internal abstract class Duty<T>(World world, Place place) : IDuty
    where T : class, IDisposable
{
    private const int OperationsBetweenOpenings = 64;

    private T? _opened;

    /// <summary>Gets where this takes part.</summary>
    protected World World => world;

    /// <summary>Gets which segment.</summary>
    protected Place Place => place;

    /// <summary>Gets what the segment is.</summary>
    protected virtual string Kind => typeof(T).Name;

    /// <summary>Does something.</summary>
    public void DoSomething()
    {
        if (world.Random.Next(OperationsBetweenOpenings) == 0)
        {
            Leave();
        }

        if (Opened() is { } opened)
        {
            Use(opened);
        }
    }

    /// <summary>Leaves the segment, if it is open.</summary>
    public virtual void Leave()
    {
        _opened?.Dispose();
        _opened = null;
    }

    /// <summary>Opens the segment.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="options">Settings.</param>
    protected abstract T Open(IpcKey key, QuaysideSegmentOptions options);

    /// <summary>Does something with the open segment.</summary>
    protected abstract void Use(T opened);

    // Who only reads makes nothing, and where nobody stays there may be nothing yet, or no more.
    private T? Opened()
    {
        try
        {
            if (_opened is null)
            {
                _opened = Open(world.KeyOf(place, Kind), World.OptionsOf(place));
                world.Add(Count.Opened);
            }
        }
        catch (QuaysideException exception) when (exception.Error == QuaysideError.NotFound && place != Place.Attended)
        {
        }

        return _opened;
    }
}
