// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Internal;
using Quayside.Testing;
using Quayside.Torture;
using Quayside.Waiting;

namespace Quayside.Crash.Tests.Torture;

/// <summary>Those who are never killed: each uses one attended segment the whole time, and would notice if it were stuck.</summary>
internal sealed class Attendants : IDisposable
{
    private readonly RobustLock _lock;
    private readonly ChangeSignal _signal;
    private readonly LiveValue<Block> _value;
    private readonly LiveBuffer _buffer;
    private readonly FramePublisher _publisher;
    private readonly FrameReader _reader;
    private readonly World _world;
    private readonly Sightings _changes = new();
    private readonly Sightings _draws = new();
    private readonly CancellationTokenSource _end = new();
    private readonly List<Task> _tasks;
    private long _taken;

    /// <summary>Opens the segments and begins.</summary>
    /// <param name="world">The run.</param>
    public Attendants(World world)
    {
        _world = world;
        var options = World.OptionsOf(Place.Attended);
        _lock = RobustLock.Open(KeyOf<RobustLock>(), options);
        _signal = ChangeSignal.Open(KeyOf<ChangeSignal>(), options);
        _value = LiveValue<Block>.Open(KeyOf<LiveValue<Block>>(), options);
        _buffer = LiveBuffer.Open(KeyOf<LiveBuffer>(), Payload.MostBytes, options);
        var frames = world.KeyOf(Place.Attended, DrawDuty.Frames);
        _publisher = DrawDuty.Open(frames, options);
        _reader = FrameReader.Open(frames, new FrameReaderOptions { Segment = options });
        for (var account = 0; account < Enum.GetValues<Place>().Length; account++)
        {
            world.Ledger.AccountOf(account).PutInOrder();
        }

        var account0 = world.Ledger.AccountOf((int)Place.Attended);
        var value = new LatestValue();
        var buffer = new LatestValue();
        var bytes = new byte[Payload.MostBytes];
        var version = 0L;
        _tasks =
        [
            Repeat(() =>
            {
                LockDuty.Enter(world, Place.Attended, account0, _lock, Random.Shared);
                _lock.Leave();
            }),
            Repeat(() => ValueDuty.Check(_value, value)),
            Repeat(() => BufferDuty.Check(_buffer, buffer, bytes)),
            Repeat(() => WaitForNext(ref version)),
            Repeat(LookAtNext),
        ];
    }

    /// <summary>Fails if one of them has. To be called again and again: it looks at what others have published, too.</summary>
    public void Check()
    {
        _changes.See(_signal.Version);
        _draws.See(_reader.Sequence);
        _tasks.Find(task => task.IsFaulted)?.GetAwaiter().GetResult();
    }

    /// <summary>Lets them finish.</summary>
    public void End()
    {
        _end.Cancel();
        _ = _signal.Publish();
        Task.WaitAll([.. _tasks]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Cancel();
        _lock.Dispose();
        _signal.Dispose();
        _value.Dispose();
        _buffer.Dispose();
        _publisher.Dispose();
        _reader.Dispose();
        _end.Dispose();
    }

    private void WaitForNext(ref long version)
    {
        var known = version;
        if (!_signal.WaitForChange(ref version, World.Patience))
        {
            if (_changes.Has(known, World.Patience / 2))
            {
                throw new ViolationException("A waiter was not woken, though others published.");
            }

            return;
        }

        if (version <= known)
        {
            throw new ViolationException($"The version of a signal went from {known} to {version}.");
        }
    }

    private void LookAtNext()
    {
        try
        {
            if (!_reader.TryTake(out var frame, World.Patience, _end.Token))
            {
                if (_draws.Has(_taken, World.Patience / 2))
                {
                    throw new ViolationException("There was no frame for a reader, though others drew.");
                }

                return;
            }

            _taken = frame.Sequence;

            using (frame)
            {
                _ = LookDuty.Look(frame.Pixels, frame.Sequence);
            }
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }

    // With a pause: the processor is for those who are killed.
    private Task Repeat(Action work) => Task.Factory.StartNew(
        () =>
        {
            while (!_end.IsCancellationRequested)
            {
                work();
                Thread.Sleep(1);
            }
        },
        TaskCreationOptions.LongRunning);

    private IpcKey KeyOf<T>() => _world.KeyOf(Place.Attended, typeof(T).Name);
}
