// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Diagnostics;
using Quayside.Internal;
using Quayside.Qt;

namespace Quayside.Tests.Trust;

/// <summary>Everything that opens something under a key, with the user whose objects it is to use besides its own.</summary>
internal static class Members
{
    private static readonly FrameShape _shape = new(16, 16, PixelFormat.Bgra);

    /// <summary>Gets what uses a segment and its lock. Each leaves nothing behind but what it found.</summary>
    public static IReadOnlyDictionary<string, Action<IpcKey, uint?>> OfMemory { get; } = new Dictionary<string, Action<IpcKey, uint?>>
    {
        ["CreateOrAttach"] = (key, owner) => SharedMemory.CreateOrAttach(key, 10, Memory(owner)).Dispose(),
        ["Attach"] = (key, owner) => SharedMemory.Attach(key, Memory(owner)).Dispose(),
        ["Attach to read"] = (key, owner) => SharedMemory.Attach(key, Memory(owner) with { Access = SharedMemoryAccess.ReadOnly }).Dispose(),
        ["TryAttach"] = (key, owner) =>
        {
            Assert.True(SharedMemory.TryAttach(key, Memory(owner), out var memory));
            memory.Dispose();
        },
        ["Replace"] = (key, owner) => SharedMemory.Replace(key, 10, Memory(owner)).Dispose(),
        ["Publish"] = (key, owner) => SharedMemory.Publish(key, 10, bytes => bytes.Fill(1), Memory(owner)).Dispose(),
        ["Remove"] = (key, owner) => Assert.True(SharedMemory.Remove(key, Memory(owner))),
        ["IpcInventory.Remove"] = (key, owner) => IpcInventory.Remove(key, force: true, Memory(owner), TestContext.Current.CancellationToken),
        ["QSharedMemory.Attach"] = (key, owner) =>
        {
            using var memory = new QSharedMemory(key) { TrustedOwner = owner };
            Check(memory.Attach(), memory.Error == SharedMemoryError.PermissionDenied);
        },
    };

    /// <summary>Gets what uses the lock of a segment alone.</summary>
    public static IReadOnlyDictionary<string, Action<IpcKey, uint?>> OfLocks { get; } = new Dictionary<string, Action<IpcKey, uint?>>
    {
        ["Create"] = (key, owner) => SharedMemory.Create(key, 10, Memory(owner)).Dispose(),
        ["CreateOrAttach"] = OfMemory["CreateOrAttach"],
        ["Publish"] = OfMemory["Publish"],
        ["BreakLock"] = (key, owner) => SharedMemory.BreakLock(key, force: true, Memory(owner)),
        ["QSharedMemory.Create"] = (key, owner) =>
        {
            using var memory = new QSharedMemory(key) { TrustedOwner = owner };
            Check(memory.Create(10), memory.Error == SharedMemoryError.PermissionDenied);
        },
        ["QSharedMemory.Lock"] = (key, owner) =>
        {
            using var memory = new QSharedMemory(key) { TrustedOwner = owner };
            Check(memory.Lock(TimeSpan.Zero), memory.Error == SharedMemoryError.LockError);
        },
    };

    /// <summary>Gets what uses a semaphore.</summary>
    public static IReadOnlyDictionary<string, Action<IpcKey, uint?>> OfSemaphores { get; } = new Dictionary<string, Action<IpcKey, uint?>>
    {
        ["CreateOrOpen"] = (key, owner) => SystemSemaphore.CreateOrOpen(key, 1, Semaphore(owner)).Dispose(),
        ["Open"] = (key, owner) => SystemSemaphore.Open(key, Semaphore(owner)).Dispose(),
        ["TryOpen"] = (key, owner) =>
        {
            Assert.True(SystemSemaphore.TryOpen(key, out var semaphore, Semaphore(owner)));
            semaphore.Dispose();
        },
        ["Remove"] = (key, owner) => Assert.True(SystemSemaphore.Remove(key, Semaphore(owner))),
        ["QSystemSemaphore"] = (key, owner) => Open(key, owner, QSystemSemaphoreMode.Open),
        ["QSystemSemaphore, made anew"] = (key, owner) => Open(key, owner, QSystemSemaphoreMode.Create),
    };

    /// <summary>Gets what opens a Quayside segment of its own kind.</summary>
    public static IReadOnlyDictionary<string, Func<IpcKey, QuaysideSegmentOptions, IDisposable>> OfQuayside { get; } =
        new Dictionary<string, Func<IpcKey, QuaysideSegmentOptions, IDisposable>>
        {
            ["RobustLock"] = RobustLock.Open,
            ["ChangeSignal"] = ChangeSignal.Open,
            ["LiveValue"] = LiveValue<long>.Open,
            ["LiveValue to read"] = LiveValue<long>.OpenReadOnly,
            ["LiveBuffer"] = (key, options) => LiveBuffer.Open(key, 100, options),
            ["LiveBuffer to read"] = LiveBuffer.OpenReadOnly,
            ["FramePublisher"] = (key, options) => FramePublisher.Open(key, _shape, new FrameOptions { Segment = options }),
            ["FrameReader"] = (key, options) => FrameReader.Open(key, new FrameReaderOptions { Segment = options }),
        };

    private static SharedMemoryOptions Memory(uint? owner) => new() { TrustedOwner = owner, LockTimeout = TimeSpan.FromSeconds(5) };

    private static SystemSemaphoreOptions Semaphore(uint? owner) => new() { TrustedOwner = owner };

    private static void Open(IpcKey key, uint? owner, QSystemSemaphoreMode mode)
    {
        using var semaphore = new QSystemSemaphore(string.Empty) { TrustedOwner = owner };
        semaphore.SetNativeKey(key, 1, mode);
        Check(semaphore.Error == SystemSemaphoreError.NoError && semaphore.Acquire(TimeSpan.Zero), semaphore.Error == SystemSemaphoreError.PermissionDenied);
    }

    // Qt's types throw nothing.
    private static void Check(bool succeeded, bool isRefused)
    {
        if (!succeeded)
        {
            Assert.True(isRefused);
            throw new RefusedException();
        }
    }
}
