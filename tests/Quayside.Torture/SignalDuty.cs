// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Torture;

/// <summary>Publishes and waits.</summary>
internal sealed class SignalDuty(World world, Place place) : Duty<ChangeSignal>(world, place)
{
    private const int LongestWaitMilliseconds = 5;
    private const int WaitsBetweenTasks = 8;

    private bool _isReadOnly;
    private long _version;

    /// <inheritdoc/>
    protected override ChangeSignal Open(IpcKey key, QuaysideSegmentOptions options)
    {
        _isReadOnly = World.Random.Next(3) == 0;
        var signal = _isReadOnly ? ChangeSignal.OpenReadOnly(key, options) : ChangeSignal.Open(key, options);
        _version = signal.Version;
        return signal;
    }

    /// <inheritdoc/>
    protected override void Use(ChangeSignal opened)
    {
        var known = _version;
        if (!_isReadOnly && World.Random.Next(2) == 0)
        {
            _version = opened.Publish();
            World.Add(Count.Published);
        }
        else if (!Wait(opened, TimeSpan.FromMilliseconds(World.Random.Next(LongestWaitMilliseconds))))
        {
            return;
        }
        else
        {
            World.Add(Count.Woken);
        }

        if (_version <= known)
        {
            throw new ViolationException($"The version of a signal went from {known} to {_version}.");
        }
    }

    private bool Wait(ChangeSignal opened, TimeSpan timeout)
    {
        if (World.Random.Next(WaitsBetweenTasks) != 0)
        {
            return opened.WaitForChange(ref _version, timeout);
        }

        var known = _version;
        _version = opened.WaitForChangeAsync(known, timeout).AsTask().GetAwaiter().GetResult();
        return _version != known;
    }
}
