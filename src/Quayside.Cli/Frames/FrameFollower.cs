// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Cli.Arguments;

namespace Quayside.Cli.Frames;

/// <summary>Takes frames of a key, whoever publishes them and however often it is started anew.</summary>
/// <remarks>
/// Where nothing is published for two seconds it leaves and looks for it again: then the segment of a publisher that is gone goes too, and its
/// successor may make another one, for larger frames. For one thread. A process that dies gives its frames back, as every reader does.
/// </remarks>
/// <param name="key">The key.</param>
/// <param name="owner">Whose segment is read besides this user's own.</param>
/// <param name="delivery">Which frames are wanted.</param>
internal sealed class FrameFollower(IpcKey key, uint? owner, FrameDelivery delivery) : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    private FrameReader? _reader;
    private Deadline _silence;
    private (long Sequence, long Timestamp) _last;

    /// <summary>Takes the next frame that is wanted, and waits for it and for the one who publishes it.</summary>
    /// <param name="frame">The frame. Dispose it.</param>
    /// <param name="timeout">The longest time to wait; not infinite.</param>
    /// <param name="stop">Ends the wait at once.</param>
    /// <returns>Whether there was one in time.</returns>
    /// <exception cref="QuaysideException">There is something that cannot be opened, or makes no sense.</exception>
    /// <exception cref="OperationCanceledException">The wait was stopped.</exception>
    public bool TryTake(out Frame frame, TimeSpan timeout, CancellationToken stop)
    {
        var deadline = new Deadline(timeout);
        do
        {
            if (TryOpen(deadline, stop) is { } reader && TryTake(reader, out frame, deadline, stop))
            {
                return true;
            }
        }
        while (!deadline.Passed);

        frame = default;
        return false;
    }

    /// <summary>Leaves, as soon as no frame is open.</summary>
    public void Dispose() => Leave();

    private FrameReader? TryOpen(Deadline deadline, CancellationToken stop)
    {
        if (_reader is not null)
        {
            return _reader;
        }

        try
        {
            _reader = Opening.Open(
                segment => FrameReader.Open(key, new FrameReaderOptions { Delivery = delivery, Segment = segment }), owner, deadline, stop);
            _silence = new Deadline(_patience);
            return _reader;
        }
        catch (QuaysideException e) when (e.Error == QuaysideError.NotFound)
        {
            return null;
        }
    }

    private bool TryTake(FrameReader reader, out Frame frame, Deadline deadline, CancellationToken stop)
    {
        var patience = _silence.Remaining < deadline.Remaining ? _silence.Remaining : deadline.Remaining;
        if (reader.TryTake(out frame, patience, stop))
        {
            // Who comes again is given the latest frame again.
            if ((frame.Sequence, frame.Timestamp) != _last)
            {
                _last = (frame.Sequence, frame.Timestamp);
                _silence = new Deadline(_patience);
                return true;
            }

            frame.Dispose();
        }

        if (_silence.Passed)
        {
            Leave();
        }

        return false;
    }

    private void Leave()
    {
        _reader?.Dispose();
        _reader = null;
    }
}
