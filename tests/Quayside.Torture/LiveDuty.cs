// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Torture;

/// <summary>Reads live values, and writes them when nobody else does.</summary>
internal abstract class LiveDuty<T>(World world, Place place) : Duty<T>(world, place)
    where T : class, IDisposable
{
    private const int OperationsBetweenWrites = 3;

    private bool _isReadOnly;
    private LatestValue _latest = new();

    /// <inheritdoc/>
    protected sealed override T Open(IpcKey key, QuaysideSegmentOptions options)
    {
        _isReadOnly = World.Random.Next(2) == 0;
        _latest = new LatestValue();
        return Open(key, options, _isReadOnly);
    }

    /// <inheritdoc/>
    protected sealed override void Use(T opened)
    {
        if (_isReadOnly || World.Random.Next(OperationsBetweenWrites) != 0)
        {
            Read(opened, _latest);
            World.Add(Count.Read);
            return;
        }

        try
        {
            _latest.MoveOn(Write(opened));
            World.Add(Count.Written);
            if (World.Random.Next(OperationsBetweenWrites) == 0)
            {
                Resign(opened);
            }
        }
        catch (QuaysideException exception) when (exception.Error == QuaysideError.OtherWriter)
        {
        }
    }

    /// <summary>Opens the value.</summary>
    protected abstract T Open(IpcKey key, QuaysideSegmentOptions options, bool isReadOnly);

    /// <summary>Writes a value that tells whether it is whole.</summary>
    /// <returns>Its version.</returns>
    protected abstract long Write(T opened);

    /// <summary>Gives the writer's role back.</summary>
    protected abstract void Resign(T opened);

    /// <summary>Reads the latest value, and has it checked.</summary>
    protected abstract void Read(T opened, LatestValue latest);
}
