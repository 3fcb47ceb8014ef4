// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Globalization;

namespace Quayside.CrashHost;

/// <summary>Waits in every way, many times over, and tells how much of a core this process uses then; and that all hear of it when it is over.</summary>
internal sealed class Idle : IDisposable
{
    // In thousandths of a core. Other load of the machine makes a wake dearer, so some windows are tried.
    private const double Most = 1;
    private const int Windows = 8;
    private static readonly TimeSpan _settling = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _window = TimeSpan.FromSeconds(1);

    // Of a wait for a System V lock.
    private static readonly TimeSpan _slice = TimeSpan.FromMilliseconds(50);
    private static readonly FrameShape _shape = new(4, 4, PixelFormat.Bgra);

    private readonly string _prefix;
    private readonly List<IDisposable> _open = [];
    private readonly List<Task> _waits = [];
    private readonly List<Action> _ends = [];

    private Idle(string prefix) => _prefix = prefix;

    /// <summary>Waits in some ways, and says how many waits, and what they cost in thousandths of a core.</summary>
    /// <param name="prefix">Begins all keys.</param>
    /// <param name="ways">The ways: "threads", "tasks", "frames", "watchers", "in place", "systemv", "sleeper" and "poller".</param>
    public static string Measure(string prefix, string ways)
    {
        using var idle = new Idle(prefix);
        foreach (var way in ways.Split(','))
        {
            idle.Begin(way);
        }

        Thread.Sleep(_settling);
        var share = double.MaxValue;
        for (var window = 0; window < Windows && share > Most; window++)
        {
            share = Math.Min(share, Share());
        }

        idle._ends.ForEach(end => end());
        Task.WaitAll([.. idle._waits]);
        return string.Create(CultureInfo.InvariantCulture, $"waits {idle._waits.Count} share {share:F3}");
    }

    /// <inheritdoc/>
    public void Dispose() => _open.ForEach(open => open.Dispose());

    private void Begin(string way)
    {
        switch (way)
        {
            case "threads":
                WaitByThreads();
                break;

            case "tasks":
                WaitByTasks();
                break;

            case "frames":
                WaitForFrames();
                break;

            case "watchers":
                Watch(isThere: true, hasSignal: true);
                Watch(isThere: false, hasSignal: true);
                Watch(isThere: false, hasSignal: false);
                break;

            case "in place":
                Watch(isThere: true, hasSignal: false);
                break;

            case "systemv":
                WaitForSystemV();
                break;

            case "sleeper":
                Poll(_slice);
                break;

            default:
                Poll(TimeSpan.FromMilliseconds(1));
                break;
        }
    }

    private void WaitByThreads()
    {
        var signal = Open(ChangeSignal.Open(Key("signal")));
        var value = Open(LiveValue<long>.Open(Key("value")));
        var (owner, gate) = (Open(RobustLock.Open(Key("lock"))), Open(RobustLock.Open(Key("lock"))));
        _ = owner.Enter();
        for (var thread = 0; thread < 100; thread++)
        {
            Start(() =>
            {
                long version = 0;
                _ = signal.WaitForChange(ref version, Timeout.InfiniteTimeSpan);
            });
            Start(() =>
            {
                long version = 0;
                _ = value.WaitForChange(ref version, Timeout.InfiniteTimeSpan);
            });
        }

        for (var thread = 0; thread < 50; thread++)
        {
            Start(() =>
            {
                _ = gate.Enter();
                gate.Leave();
            });
        }

        _ends.AddRange([() => signal.Publish(), () => value.Write(1), owner.Leave]);
    }

    private void WaitByTasks()
    {
        for (var index = 0; index < 300; index++)
        {
            var signal = Open(ChangeSignal.Open(Key($"signal {index}")));
            _waits.Add(signal.WaitForChangeAsync(0, Timeout.InfiniteTimeSpan).AsTask());
            _ends.Add(() => signal.Publish());
        }

        for (var index = 0; index < 50; index++)
        {
            var (owner, gate) = (Open(RobustLock.Open(Key($"lock {index}"))), Open(RobustLock.Open(Key($"lock {index}"))));
            _ = owner.Enter();
            _waits.Add(gate.TryEnterAsync(Timeout.InfiniteTimeSpan).AsTask());
            _ends.Add(owner.Leave);
        }
    }

    private void WaitForFrames()
    {
        var publisher = Open(FramePublisher.Open(Key("frames"), _shape, new FrameOptions { Slots = 3 }));
        var reader = Open(FrameReader.Open(Key("frames")));
        var other = Open(FrameReader.Open(Key("frames")));
        var frames = new List<Frame>();
        for (var slot = 0; slot < 3; slot++)
        {
            _ = publisher.Publish(_shape, new byte[_shape.Size]);
            _ = reader.TryTake(out var frame);
            frames.Add(frame);
        }

        _ = other.TryTake(out var latest);
        latest.Dispose();
        Start(() =>
        {
            using var draft = publisher.Borrow(_shape, Timeout.InfiniteTimeSpan);
            _ = draft.Publish();
        });
        Start(() => _ = other.Wait(Timeout.InfiniteTimeSpan));
        _ends.Add(() => frames.ForEach(frame => frame.Dispose()));
    }

    private void Watch(bool isThere, bool hasSignal)
    {
        var key = IpcKey.Legacy(Key($"watched {_waits.Count}"));
        var there = isThere ? Open(SharedMemory.CreateOrAttach(key, 100)) : null;
        var options = new SharedMemoryWatcherOptions { Signal = hasSignal ? Open(ChangeSignal.Open(Key($"changed {_waits.Count}"))) : null };
        var end = Open(new CancellationTokenSource());
        _waits.Add(Task.Run(async () =>
        {
            try
            {
                await foreach (var change in new SharedMemoryWatcher(key, options).WatchAsync(end.Token))
                {
                    GC.KeepAlive(there ?? (object)change);
                }
            }
            catch (OperationCanceledException)
            {
                // That is the end.
            }
        }));
        _ends.Add(end.Cancel);
    }

    private void WaitForSystemV()
    {
        var memory = Open(SharedMemory.CreateOrAttach(IpcKey.Legacy(Key("systemv")), 100));
        var other = Open(SharedMemory.Attach(IpcKey.Legacy(Key("systemv"))));
        var held = memory.Lock();
        Start(() => other.Lock().Dispose());
        _ends.Add(held.Dispose);
    }

    private void Poll(TimeSpan period)
    {
        var end = false;
        Start(() =>
        {
            while (!Volatile.Read(ref end))
            {
                Thread.Sleep(period);
            }
        });
        _ends.Add(() => Volatile.Write(ref end, true));
    }

    private string Key(string name) => $"{_prefix} {name}";

    private T Open<T>(T open)
        where T : IDisposable
    {
        _open.Insert(0, open);
        return open;
    }

    private void Start(Action wait) =>
        _waits.Add(Task.Factory.StartNew(wait, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));

    // In thousandths of a core.
    private static double Share()
    {
        var (time, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        Thread.Sleep(_window);
        return 1000 * ((Environment.CpuUsage.TotalTime - before) / time.Elapsed);
    }
}
