// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Qt;

namespace Quayside.Torture;

/// <summary>Makes, opens, replaces and leaves objects under a few keys, so that a kill hits one of these steps.</summary>
/// <param name="world">Where.</param>
/// <param name="type">The mechanism.</param>
/// <param name="leaks">A control: leaves a file that nobody looks for, once in a while.</param>
internal sealed class StormDuty(World world, IpcKeyType type, bool leaks) : IDuty
{
    /// <summary>Keys for each kind of object.</summary>
    public const int Names = 3;

    private const int OperationsBetweenLeaks = 20;

    // Who died with the lock of a POSIX key keeps it until somebody takes it away; of others it is free.
    private static readonly TimeSpan _patience = TimeSpan.FromMilliseconds(20);
    private static readonly SharedMemoryOptions _options = new() { LockTimeout = _patience };
    private static readonly QuaysideSegmentOptions _segment = new() { Participants = 4, OpenTimeout = _patience };

    /// <inheritdoc/>
    public void DoSomething()
    {
        var name = world.Random.Next(Names);
        try
        {
            Use(name);
        }
        catch (SharedMemoryException exception) when (exception.Error == SharedMemoryError.LockError)
        {
            BreakLock(KeyOf("memory", name));
        }
        catch (Exception exception) when (exception is SharedMemoryException or SystemSemaphoreException or QuaysideException)
        {
            // Others have made or removed it meanwhile.
        }

        if (leaks && world.Random.Next(OperationsBetweenLeaks) == 0)
        {
            File.WriteAllText($"/dev/shm/leak-{Guid.NewGuid():N}", string.Empty);
        }
    }

    /// <inheritdoc/>
    public void Leave()
    {
    }

    private void Use(int name)
    {
        var memory = KeyOf("memory", name);
        var size = world.Random.Next(1, 10_000);
        switch (world.Random.Next(type == IpcKeyType.Posix ? 7 : 5))
        {
            case 0:
                SharedMemory.CreateOrAttach(memory, size, _options).Dispose();
                break;

            case 1:
                SharedMemory.Replace(memory, size, _options).Dispose();
                break;

            case 2:
                SharedMemory.Publish(memory, size, bytes => bytes.Fill(1), _options).Dispose();
                break;

            case 3:
                SharedMemory.Attach(memory, _options).Dispose();
                break;

            case 4:
                using (var semaphore = SystemSemaphore.CreateOrOpen(
                    QSystemSemaphore.PlatformSafeKey($"{world.Name} {name}", type), 1, new SystemSemaphoreOptions { OpenTimeout = _patience }))
                {
                    if (semaphore.TryAcquire(TimeSpan.Zero))
                    {
                        semaphore.Release();
                    }
                }

                break;

            case 5:
                RobustLock.Open(KeyOf("lock", name), _segment).Dispose();
                break;

            default:
                LiveValue<long>.Open(KeyOf("value", name), _segment).Dispose();
                break;
        }
    }

    private static void BreakLock(IpcKey key)
    {
        try
        {
            _ = SharedMemory.BreakLock(key, force: false, _options);
        }
        catch (SharedMemoryException)
        {
            // Its holder lives.
        }
    }

    private IpcKey KeyOf(string kind, int name) => IpcKey.PlatformSafe($"{world.Name} {kind} {name}", type);
}
