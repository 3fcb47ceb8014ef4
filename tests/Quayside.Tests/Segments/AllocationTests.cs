// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Tests.Support;

namespace Quayside.Tests.Segments;

/// <summary>What is done over and over leaves nothing to the garbage collector, where the system keeps the lock.</summary>
public abstract class AllocationTests(KeyKind kind) : SegmentTest(kind)
{
    [Fact]
    public void Locking_and_unlocking_allocates_nothing()
    {
        using var memory = SharedMemory.Create(Key, Size);
        for (var warmUp = 0; warmUp < 100; warmUp++)
        {
            memory.Lock().Dispose();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            using var held = memory.Lock();
            held.Span[0]++;
            if (held.Span[0] == byte.MaxValue)
            {
                held.Span[0] = 0;
            }
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Pinning_allocates_nothing()
    {
        using var memory = SharedMemory.Create(Key, Size);
        memory.Pin().Dispose();
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1000; i++)
        {
            using var view = memory.Pin();
            view.Span[0] = 1;
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}

public sealed class StringKeyAllocationTests() : AllocationTests(KeyKind.Strings);

public sealed class PlatformSafeKeyAllocationTests() : AllocationTests(KeyKind.PlatformSafe);
