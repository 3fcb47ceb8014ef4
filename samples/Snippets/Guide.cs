// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Buffers;
using Quayside.Qt;

namespace Quayside.Snippets;

internal static class Guide
{
    public static void Failures()
    {
        try
        {
            using var memory = SharedMemory.Create("telemetry", 4096);
        }
        catch (SharedMemoryException failure) when (failure.Error == SharedMemoryError.AlreadyExists)
        {
            Console.Error.WriteLine(failure.Message);
        }
    }

    public static void WhoeverComesFirst()
    {
        using var memory = SharedMemory.CreateOrAttach("telemetry", 4096);
        if (memory.Origin == SharedMemoryOrigin.Recovered)
        {
            Console.WriteLine("An earlier run crashed; its data is still here.");
        }
    }

    public static async Task Locking(SharedMemory memory, CancellationToken cancellationToken)
    {
        if (memory.TryLock(TimeSpan.FromSeconds(1), out var held, cancellationToken))
        {
            using (held)
            {
                held.Span[0]++;
            }
        }

        using (var waited = await memory.LockAsync(cancellationToken))
        {
            waited.Span[0]++;
        }
    }

    public static void LargeSegments(SharedMemory memory, Stream file)
    {
        using var stream = memory.OpenStream();
        file.CopyTo(stream);

        using var view = memory.Pin();
        var header = view.ReadOnlySlice(offset: 3L << 30, length: 64);
        Console.WriteLine(header[0]);
    }

    public static void Copying(SharedMemory memory, SharedMemory other)
    {
        using var source = memory.Pin();
        using var target = other.Pin();
        source.CopyTo(0, target, destinationOffset: 0, memory.Size);
        target.CopyFrom(3L << 30, "done"u8);
    }

    public static void Keys()
    {
        var key = IpcKey.PlatformSafe("share");
        using var memory = SharedMemory.CreateOrAttach(key, 4096);
        Console.WriteLine(memory.Key);
    }

    public static void Options()
    {
        var options = new SharedMemoryOptions
        {
            UnixMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite,
            Persistent = true,
        };
        using var memory = SharedMemory.CreateOrAttach("journal", 1 << 20, options);
        Console.WriteLine(memory.Size);
    }

    public static void BrokenLock(IpcKey key)
    {
        if (SharedMemory.BreakLock(key))
        {
            Console.WriteLine("Its holder died; the data may be half written.");
        }
    }

    public static async Task Watching(CancellationToken cancellationToken)
    {
        var watcher = new SharedMemoryWatcher("share");
        await foreach (var change in watcher.WatchAsync(cancellationToken))
        {
            Console.WriteLine($"{change.Kind}, {change.Size} bytes");
        }
    }

    public static void QtManners()
    {
        using var memory = new QSharedMemory("share");
        if (!memory.Attach(SharedMemoryAccess.ReadOnly))
        {
            Console.Error.WriteLine(memory.ErrorString);
            return;
        }

        memory.Lock();
        var bytes = memory.ConstData.ToArray();
        memory.Unlock();
        memory.Detach();
        Console.WriteLine(bytes.Length);
    }

    public static void OneCriticalSection()
    {
        using var memory = new QSharedMemory("share");
        memory.Lock();
        if (memory.Attach(SharedMemoryAccess.ReadOnly))
        {
            Console.WriteLine(memory.ConstData.Length);
            memory.Detach();
        }

        memory.Unlock();
    }
}
