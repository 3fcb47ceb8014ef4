// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Runtime.CompilerServices;
using Quayside.Frames;
using Quayside.Internal;
using Quayside.Participants;

namespace Quayside;

/// <summary>Looks at frames that another process draws, in place and without a copy (<see cref="FramePublisher"/>).</summary>
/// <remarks>
/// <para>
/// A frame that was taken does not change until it is disposed, and the publisher draws elsewhere meanwhile. A reader has room for seven
/// open frames. It wants the latest frame, or every one (<see cref="FrameDelivery"/>).
/// </para>
/// <para>
/// All members are safe to use from several threads, which then share the frames among them. It is to be disposed: the garbage collector does
/// not do so, because spans are handed out. Disposed while frames are open, it leaves when the last one of them is disposed. What a killed
/// reader had open is given back when the publisher needs it.
/// </para>
/// </remarks>
public sealed class FrameReader : IDisposable
{
    private readonly FrameReaderCore _core;

    private FrameReader(FrameReaderCore core) => _core = core;

    /// <summary>Gets the key.</summary>
    public IpcKey Key => _core.Segment.Membership.Key;

    /// <summary>Gets the most bytes that a frame can have.</summary>
    public int Capacity => _core.Segment.Capacity;

    /// <summary>Gets the slots for frames.</summary>
    public int Slots => _core.Segment.Layout.Slots;

    /// <summary>Gets the sequence of the latest frame that has been published: 0 before the first.</summary>
    public long Sequence => _core.Segment.Sequence;

    /// <summary>Gets how many frames were passed over since the first one that was taken, or, of a reader that wants every one, since it was opened.</summary>
    public long Dropped => _core.Dropped;

    /// <summary>Opens frames that are there, for looking at them.</summary>
    /// <param name="key">Their key. A plain text means <see cref="IpcKey.PlatformSafe(string)"/> of that text.</param>
    /// <param name="options">Settings.</param>
    /// <exception cref="QuaysideException">They cannot be opened; <see cref="QuaysideError.NotFound"/> when nobody has made them yet.</exception>
    /// <exception cref="NotSupportedException">The key's mechanism cannot tell who lives.</exception>
    public static FrameReader Open(IpcKey key, FrameReaderOptions? options = null)
    {
        options ??= FrameReaderOptions.Default;
        Check.Defined(options.Delivery, nameof(options));
        return new(new FrameReaderCore(
            FrameSegment.Open(key, FrameLayout.MinSlots, capacity: 0, OpenDemand.Open, options.Segment), options.Delivery));
    }

    /// <summary>Takes the next frame that is wanted, if there is one: the latest one, or the one after the last one taken. Does not wait.</summary>
    /// <param name="frame">The frame. Dispose it.</param>
    /// <returns>Whether there is one that was not taken yet.</returns>
    /// <exception cref="InvalidOperationException">Seven frames are open.</exception>
    /// <exception cref="QuaysideException"><see cref="QuaysideError.Corrupt"/>: the frame makes no sense, or somebody plays with the memory.</exception>
    /// <exception cref="ObjectDisposedException">The object has been disposed.</exception>
    public bool TryTake(out Frame frame)
    {
        var isThere = _core.TryTake(out var pin, out var ticket);
        frame = isThere ? new Frame(pin!, ticket) : default;
        return isThere;
    }

    /// <summary>Takes the next frame that is wanted, and waits for it. Blocks.</summary>
    /// <param name="frame">The frame. Dispose it.</param>
    /// <param name="timeout">The longest time to wait.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <returns>Whether there was one in time.</returns>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    /// <exception cref="ObjectDisposedException">The object has been disposed, before or during the wait.</exception>
    /// <inheritdoc cref="TryTake(out Frame)" path="/exception"/>
    public bool TryTake(out Frame frame, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        Check.Timeout(timeout);
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            var version = _core.Segment.Latest.Version;
            if (TryTake(out frame))
            {
                return true;
            }

            if (!_core.Segment.Latest.Wait(ref version, Left(timeout, start), cancellationToken))
            {
                return false;
            }
        }
    }

    /// <summary>Takes the latest frame, also one that was taken before; what is wanted next is the same as before. Does not wait.</summary>
    /// <param name="frame">The frame. Dispose it.</param>
    /// <returns>Whether any has been published.</returns>
    /// <inheritdoc cref="TryTake(out Frame)" path="/exception"/>
    public bool TryTakeLatest(out Frame frame)
    {
        var isThere = _core.TryTakeLatest(out var pin, out var ticket);
        frame = isThere ? new Frame(pin!, ticket) : default;
        return isThere;
    }

    /// <summary>Takes the next frame that is wanted, and waits for it without blocking a thread.</summary>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <returns>The frame. Dispose it.</returns>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    /// <exception cref="ObjectDisposedException">The object has been disposed, before or during the wait.</exception>
    /// <inheritdoc cref="TryTake(out Frame)" path="/exception"/>
    public ValueTask<Frame> TakeAsync(CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<Frame>(cancellationToken)
        : TryTake(out var frame) ? new ValueTask<Frame>(frame)
        : WaitAndTakeAsync(cancellationToken);

    /// <summary>Waits until there is a frame that is wanted and was not taken yet. Blocks.</summary>
    /// <param name="timeout">The longest time to wait.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    /// <exception cref="ObjectDisposedException">The object has been disposed, before or during the wait.</exception>
    public bool Wait(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        Check.Timeout(timeout);
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            var version = _core.Segment.Latest.Version;
            if (_core.HasNews)
            {
                return true;
            }

            if (!_core.Segment.Latest.Wait(ref version, Left(timeout, start), cancellationToken))
            {
                return false;
            }
        }
    }

    /// <summary>Waits until there is a frame that is wanted and was not taken yet, without blocking a thread.</summary>
    /// <param name="timeout">The longest time to wait.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    /// <exception cref="ObjectDisposedException">The object has been disposed, before or during the wait.</exception>
    public async ValueTask<bool> WaitAsync(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        Check.Timeout(timeout);
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            var version = _core.Segment.Latest.Version;
            if (_core.HasNews)
            {
                return true;
            }

            if (await _core.Segment.Latest.WaitAsync(version, Left(timeout, start), cancellationToken).ConfigureAwait(false) == version)
            {
                return false;
            }
        }
    }

    /// <summary>Takes each frame that is wanted, and waits for it without blocking a thread. Each is disposed when the next one is asked for.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was canceled.</exception>
    /// <exception cref="ObjectDisposedException">The object has been disposed, before or meanwhile.</exception>
    /// <inheritdoc cref="TryTake(out Frame)" path="/exception"/>
    public async IAsyncEnumerable<Frame> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        while (true)
        {
            using var frame = await TakeAsync(cancellationToken).ConfigureAwait(false);
            yield return frame;
        }
    }

    /// <summary>Leaves the segment, as soon as no frame of it is open. The last one to leave removes it, unless it is persistent.</summary>
    public void Dispose() => _core.Dispose();

    private static TimeSpan Left(TimeSpan timeout, long start)
    {
        if (timeout == Timeout.InfiniteTimeSpan || timeout == TimeSpan.Zero)
        {
            return timeout;
        }

        var left = timeout - Stopwatch.GetElapsedTime(start);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private async ValueTask<Frame> WaitAndTakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var version = _core.Segment.Latest.Version;
            if (TryTake(out var frame))
            {
                return frame;
            }

            _ = await _core.Segment.Latest.WaitAsync(version, Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);
        }
    }
}
