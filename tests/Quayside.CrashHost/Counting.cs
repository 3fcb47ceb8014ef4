// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Buffers.Binary;

namespace Quayside.CrashHost;

/// <summary>Adds ones to a number at the start of a segment, in a way that loses some if anybody else is inside at the same time.</summary>
internal static class Counting
{
    private const int Dawdling = 200;

    /// <summary>Counts under the lock: nothing may be lost.</summary>
    public static string UnderLock(IpcKey key, long times)
    {
        using var memory = SharedMemory.Attach(key);
        for (long i = 0; i < times; i++)
        {
            using var held = memory.Lock();
            AddOne(held.Span);
        }

        return "counted";
    }

    /// <summary>Counts under a semaphore with one unit: nothing may be lost.</summary>
    public static string UnderSemaphore(IpcKey key, IpcKey semaphoreKey, long times)
    {
        using var memory = SharedMemory.Attach(key);
        using var view = memory.Pin();
        using var semaphore = SystemSemaphore.Open(semaphoreKey);
        for (long i = 0; i < times; i++)
        {
            semaphore.Acquire();
            AddOne(view.Span);
            semaphore.Release();
        }

        return "counted";
    }

    /// <summary>Counts without the lock, the control: something must be lost.</summary>
    public static string WithoutLock(IpcKey key, long times)
    {
        using var memory = SharedMemory.Attach(key);
        using var view = memory.Pin();
        for (long i = 0; i < times; i++)
        {
            AddOne(view.Span);
        }

        return "counted";
    }

    private static void AddOne(Span<byte> counter)
    {
        var value = BinaryPrimitives.ReadInt64LittleEndian(counter);
        Thread.SpinWait(Dawdling);
        BinaryPrimitives.WriteInt64LittleEndian(counter, value + 1);
    }
}
