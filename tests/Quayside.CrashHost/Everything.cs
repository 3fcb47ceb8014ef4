// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;

namespace Quayside.CrashHost;

/// <summary>Every type under keys of one mechanism, used and waited for by threads and tasks of this process, between two marks for a tracer.</summary>
/// <param name="keyOf">Makes the key of a text.</param>
internal sealed class Everything(Func<string, IpcKey> keyOf)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    private readonly List<string> _opened = [];

    /// <summary>Uses it all.</summary>
    /// <param name="type">Which keys: <c>inprocess</c>, or anything else for platform-safe ones.</param>
    /// <param name="name">The beginning of their names.</param>
    /// <returns>The descriptors that were opened meanwhile and those that are open afterwards, beside the earlier ones.</returns>
    public static string Use(string type, string name)
    {
        var keyOf = KeysOf(type);

        // Once before, so that what the runtime opens for itself is open.
        new Everything(keyOf).Run($"{name}-rehearsal").GetAwaiter().GetResult();
        var before = Descriptors();
        var everything = new Everything(keyOf);
        Mark("begins");
        everything.Run(name).GetAwaiter().GetResult();
        Mark("ends");
        var after = Descriptors().Except(before);
        return string.Create(
            CultureInfo.InvariantCulture, $"opened {everything._opened.Except(before).Count()} left {after.Count()}");
    }

    /// <summary>Uses it all without a rehearsal, also where no descriptors can be counted (no /proc).</summary>
    /// <inheritdoc cref="Use"/>
    /// <returns>"used".</returns>
    public static string UseOnce(string type, string name)
    {
        new Everything(KeysOf(type)).Run(name).GetAwaiter().GetResult();
        return "used";
    }

    private static Func<string, IpcKey> KeysOf(string type) => type == "inprocess" ? IpcKey.InProcess : IpcKey.PlatformSafe;

    private static void Mark(string what) => _ = Directory.Exists($"/the stretch {what}");

    // Their numbers and what they are; the one with which the directory is read is not there any more when it is asked. The runtime has a pipe while a
    // thread starts.
    private static HashSet<string> Descriptors() => !Directory.Exists("/proc/self/fd") ? [] : [.. Directory.EnumerateFileSystemEntries("/proc/self/fd")
        .Select(path => (path, target: new FileInfo(path).LinkTarget))
        .Where(descriptor => descriptor.target is not null && !descriptor.target.EndsWith("/fd", StringComparison.Ordinal)
            && !descriptor.target.StartsWith("pipe:", StringComparison.Ordinal))
        .Select(descriptor => $"{descriptor.path} {descriptor.target}")];

    private async Task Run(string name)
    {
        await UseMemory(name);
        await UseLock(keyOf($"{name}-lock"));
        await UseValues(name);
        await UseFrames(keyOf($"{name}-frames"));
    }

    private async Task UseMemory(string name)
    {
        using var signal = ChangeSignal.Open(keyOf($"{name}-changed"));
        using var end = new CancellationTokenSource();
        using var memory = SharedMemory.CreateOrAttach(keyOf(name), 4096);
        await using var changes = new SharedMemoryWatcher(keyOf(name), new SharedMemoryWatcherOptions { Signal = signal })
            .WatchAsync(end.Token).GetAsyncEnumerator(CancellationToken.None);
        _ = await changes.MoveNextAsync();
        var change = changes.MoveNextAsync().AsTask();
        using (var attached = SharedMemory.Attach(keyOf(name)))
        using (var held = attached.Lock())
        {
            held.Span[0]++;
        }

        _ = signal.Publish();
        _ = await change.WaitAsync(_patience);
        using var semaphore = SystemSemaphore.CreateOrOpen(keyOf($"{name}-semaphore"), 0);
        var acquired = Task.Run(() => semaphore.TryAcquire(_patience));
        semaphore.Release();
        Expect(await acquired);
        Look();
    }

    private async Task UseLock(IpcKey key)
    {
        using var first = RobustLock.Open(key);
        using var second = RobustLock.Open(key);
        _ = first.Enter();
        var thread = Task.Factory.StartNew(() => second.TryEnter(_patience), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await Task.Delay(20);
        Look();
        first.Leave();
        Expect(await thread == RobustLockResult.Acquired);
        var task = first.EnterAsync().AsTask();
        await Task.Delay(20);
        second.Dispose();
        Expect(await task == RobustLockResult.Abandoned);
    }

    private async Task UseValues(string name)
    {
        using var value = LiveValue<long>.Open(keyOf($"{name}-value"), new QuaysideSegmentOptions { Participants = 4 });
        using var reader = LiveValue<long>.OpenReadOnly(keyOf($"{name}-value"));
        using var buffer = LiveBuffer.Open(keyOf($"{name}-buffer"), 100_000);
        var next = reader.WaitForChangeAsync(0, _patience).AsTask();
        var bytes = buffer.WaitForChangeAsync(0, _patience).AsTask();
        await Task.Delay(20);
        Look();
        _ = value.Write(42);
        _ = buffer.Write(new byte[100_000]);
        Expect(await next == 1 && await bytes == 1 && reader.Read() == 42);
    }

    private async Task UseFrames(IpcKey key)
    {
        var shape = new FrameShape(64, 64, PixelFormat.Bgra);
        using var publisher = FramePublisher.Open(key, shape);
        using var reader = FrameReader.Open(key, new FrameReaderOptions { Delivery = FrameDelivery.Every });
        var wait = reader.WaitAsync(_patience).AsTask();
        await Task.Delay(20);
        Look();
        _ = publisher.Publish(shape, new byte[shape.Size]);
        Expect(await wait);
        Expect(reader.TryTake(out var frame));
        frame.Dispose();
    }

    // While everything of one kind is open and waited for.
    private void Look() => _opened.AddRange(Descriptors());

    private static void Expect(bool isSo)
    {
        if (!isSo)
        {
            throw new InvalidOperationException("It did not come to what was expected.");
        }
    }
}
