// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Qt;
using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.QtManners;

/// <summary>Members, results and the life of errors, as QSharedMemory has them.</summary>
public abstract class QSharedMemoryTests(KeyKind kind) : SegmentTest(kind)
{
    [Fact]
    public void Creating_attaches_to_zeroes_and_the_last_one_takes_everything_away()
    {
        using var memory = new QSharedMemory(Key);
        Assert.True(memory.Create(Size));
        AssertNoError(memory);

        Assert.True(memory.IsAttached);
        Assert.Equal(Size, memory.Size);
        Assert.Equal(Size, memory.Data.Length);
        Assert.Equal(-1, memory.ConstData.IndexOfAnyExcept((byte)0));
        Assert.True(memory.Detach());

        AssertDetached(memory);
        Assert.False(memory.Detach());
        AssertNoError(memory);
        Leftovers.AssertNone(Key);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    public void A_size_that_is_not_positive_is_InvalidSize(long size)
    {
        using var memory = new QSharedMemory(Key);

        Assert.False(memory.Create(size));

        AssertError(memory, SharedMemoryError.InvalidSize);
        Leftovers.AssertNone(Key);
    }

    [Fact]
    public void What_is_there_is_AlreadyExists_for_everybody_and_its_owner_stays_attached()
    {
        using var memory = new QSharedMemory(Key);
        using var other = new QSharedMemory(Key);
        Assert.True(memory.Create(Size));

        Assert.False(memory.Create(2 * Size));
        AssertError(memory, SharedMemoryError.AlreadyExists);
        Assert.True(memory.IsAttached);
        Assert.Equal(Size, memory.Size);

        Assert.False(other.Create(2 * Size));
        AssertError(other, SharedMemoryError.AlreadyExists);
        Assert.True(other.Attach());
        AssertNoError(other);
        Assert.Equal(Size, other.Size);
    }

    [Fact]
    public void What_is_not_there_is_NotFound_and_a_failed_attach_leaves_nothing()
    {
        using var memory = new QSharedMemory(Key);

        Assert.False(memory.Attach());

        AssertError(memory, SharedMemoryError.NotFound);
        AssertDetached(memory);
        Leftovers.AssertNone(Key);
        Assert.True(memory.Create(Size));
        AssertNoError(memory);
    }

    [Fact]
    public void Attaching_again_is_false_and_leaves_the_error_as_it_was()
    {
        using var memory = new QSharedMemory(Key);
        Assert.True(memory.Create(Size));
        Assert.False(memory.Attach());
        AssertNoError(memory);

        Assert.False(memory.Create(Size));
        Assert.False(memory.Attach());

        AssertError(memory, SharedMemoryError.AlreadyExists);
    }

    [Fact]
    public void Only_creating_and_attaching_clear_an_error()
    {
        using var memory = new QSharedMemory(Key);
        Assert.False(memory.Attach());
        Assert.True(memory.Lock());
        Assert.True(memory.Unlock());
        Assert.False(memory.Detach());
        Assert.False(memory.Unlock());
        memory.SetNativeKey(Kind.NextKey());

        Assert.Equal(SharedMemoryError.NotFound, memory.Error);
        Assert.True(memory.Create(1));
        AssertNoError(memory);
    }

    [Fact]
    public void Reattaching_after_detaching_works()
    {
        using var existing = new QSharedMemory(Key);
        using var memory = new QSharedMemory(Key);
        Assert.True(existing.Create(Size));

        Assert.True(memory.Attach());
        Assert.True(memory.Detach());
        Assert.True(memory.Attach());
        Assert.True(memory.Detach());

        AssertDetached(memory);
    }

    [Fact]
    public void The_first_one_may_go_while_the_second_is_attached_and_the_third_then_finds_nothing()
    {
        var first = new QSharedMemory(Key);
        var second = new QSharedMemory(Key);
        using var third = new QSharedMemory(Key);
        Assert.True(first.Create(Size));
        Assert.True(second.Attach());

        first.Dispose();
        second.Dispose();

        Assert.False(third.Attach());
        Assert.Equal(SharedMemoryError.NotFound, third.Error);
    }

    [Fact]
    public void One_object_can_create_detach_and_create_again()
    {
        using var memory = new QSharedMemory(Key);
        using var consumer = new QSharedMemory(Key);
        Assert.True(memory.Create(Size));
        Assert.True(memory.Detach());
        Assert.True(memory.Create(Size));

        Assert.True(consumer.Attach());
    }

    [Theory]
    [InlineData(SharedMemoryAccess.ReadOnly)]
    [InlineData(SharedMemoryAccess.ReadWrite)]
    public void A_consumer_sees_at_once_what_the_producer_writes(SharedMemoryAccess mode)
    {
        using var producer = new QSharedMemory(Key);
        using var consumer = new QSharedMemory(Key);
        Assert.True(producer.Create(Size));
        Assert.True(consumer.Attach(mode));

        for (var i = 0; i < producer.Size; i++)
        {
            producer.Data[i] = (byte)'Q';
            Assert.Equal((byte)'Q', consumer.ConstData[i]);
        }

        Assert.True(consumer.Detach());
    }

    [Fact]
    public void A_read_only_segment_has_no_bytes_to_write()
    {
        using var memory = new QSharedMemory(Key);
        Assert.True(memory.Create(Size, SharedMemoryAccess.ReadOnly));

        Assert.Equal(-1, memory.ConstData.IndexOfAnyExcept((byte)0));
        Assert.Throws<InvalidOperationException>(() => memory.Data.Length);
    }

    [Fact]
    public void Twice_in_a_row_somebody_fails_to_create_and_attaches_instead()
    {
        using var owner = new QSharedMemory(Key);
        Assert.True(owner.Create(Size));

        for (var round = 0; round < 2; round++)
        {
            using var memory = new QSharedMemory(Key);
            Assert.False(memory.Create(Size));
            Assert.True(memory.Attach());
        }
    }

    [Fact]
    public void A_size_that_no_system_has_room_for_leaves_the_object_as_it_was()
    {
        using var memory = new QSharedMemory(Key);

        Assert.False(memory.Create(long.MaxValue));

        Assert.True(memory.Error is SharedMemoryError.OutOfResources or SharedMemoryError.InvalidSize);
        Assert.StartsWith("QSharedMemory", memory.ErrorString, StringComparison.Ordinal);
        Assert.Equal(Key, memory.NativeIpcKey);
        AssertDetached(memory);
        Assert.False(memory.Attach());
        Assert.False(memory.Detach());
        Leftovers.AssertNone(Key);
    }

    [Fact]
    public void After_disposal_every_member_that_acts_says_so()
    {
        var memory = new QSharedMemory(Key);
        Assert.True(memory.Create(10));
        memory.Dispose();
        memory.Dispose();

        Assert.Throws<ObjectDisposedException>(() => memory.Create(10));
        Assert.Throws<ObjectDisposedException>(() => memory.Attach());
        Assert.Throws<ObjectDisposedException>(() => memory.Detach());
        Assert.Throws<ObjectDisposedException>(() => memory.Lock());
        Assert.Throws<ObjectDisposedException>(() => memory.Unlock());
        Assert.Throws<ObjectDisposedException>(() => memory.SetKey("x"));
        Assert.Throws<ObjectDisposedException>(() => memory.SetNativeKey(default(IpcKey)));
        AssertDetached(memory);
        Leftovers.AssertNone(Key);
    }

    private static void AssertDetached(QSharedMemory memory)
    {
        Assert.False(memory.IsAttached);
        Assert.Equal(0, memory.Size);
        Assert.True(memory.Data.IsEmpty && memory.ConstData.IsEmpty);
    }

    private static void AssertNoError(QSharedMemory memory)
    {
        Assert.Equal(SharedMemoryError.NoError, memory.Error);
        Assert.Null(memory.ErrorString);
    }

    private static void AssertError(QSharedMemory memory, SharedMemoryError error)
    {
        Assert.Equal(error, memory.Error);
        Assert.StartsWith("QSharedMemory", memory.ErrorString, StringComparison.Ordinal);
    }
}

public sealed class StringKeyQSharedMemoryTests() : QSharedMemoryTests(KeyKind.Strings);

public sealed class PlatformSafeKeyQSharedMemoryTests() : QSharedMemoryTests(KeyKind.PlatformSafe);

public sealed class InProcessQSharedMemoryTests() : QSharedMemoryTests(KeyKind.InProcess);
