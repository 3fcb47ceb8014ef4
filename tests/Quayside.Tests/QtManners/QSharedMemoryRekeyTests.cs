// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Qt;
using Quayside.Tests.Support;

namespace Quayside.Tests.QtManners;

/// <summary>What becomes of segment and lock when an object is given another key.</summary>
public abstract class QSharedMemoryRekeyTests(KeyKind kind) : SegmentTest(kind)
{
    [Fact]
    public void The_same_key_changes_nothing_and_another_one_detaches()
    {
        using var memory = new QSharedMemory(Key);
        Assert.True(memory.Create(Size));

        memory.SetNativeKey(Key);
        Assert.True(memory.IsAttached);

        memory.SetNativeKey(Kind.NextKey());
        Assert.False(memory.IsAttached);
        Leftovers.AssertNone(Key);
        Assert.False(memory.Attach());
        Assert.Equal(SharedMemoryError.NotFound, memory.Error);
    }

    [Fact]
    public void Another_key_gives_a_lock_back_that_was_held()
    {
        using var memory = new QSharedMemory(Key);
        Assert.True(memory.Lock());

        memory.SetKey(null);

        Leftovers.AssertNone(Key);
        Assert.False(memory.Unlock());
        using var other = new QSharedMemory(Key);
        Assert.True(other.Lock(TimeSpan.Zero));
    }

    [Fact]
    public void A_lock_taken_after_another_key_was_set_is_that_keys_lock()
    {
        using var earlier = new QSharedMemory(Key);
        using var later = new QSharedMemory(Kind.NextKey());
        using var memory = new QSharedMemory(Key);
        Assert.True(earlier.Create(Size));
        Assert.True(memory.Attach());

        memory.SetNativeKey(later.NativeIpcKey);
        Assert.True(memory.Lock());

        Assert.False(later.Lock(TimeSpan.Zero));
        Assert.True(earlier.Lock(TimeSpan.Zero));
    }
}

public sealed class StringKeyQSharedMemoryRekeyTests() : QSharedMemoryRekeyTests(KeyKind.Strings);

public sealed class PlatformSafeKeyQSharedMemoryRekeyTests() : QSharedMemoryRekeyTests(KeyKind.PlatformSafe);

public sealed class InProcessQSharedMemoryRekeyTests() : QSharedMemoryRekeyTests(KeyKind.InProcess);
