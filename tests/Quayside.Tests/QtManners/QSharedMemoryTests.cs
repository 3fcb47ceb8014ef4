// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Qt;
using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.QtManners;

/// <summary>Members, results and the life of errors, as QSharedMemory has them.</summary>
public sealed class QSharedMemoryTests : IDisposable
{
    private readonly string _key = UniqueKey.Next();

    public void Dispose() => Leftovers.AssertNone(_key);

    [Fact]
    public void A_fresh_object_has_nothing()
    {
        using var memory = new QSharedMemory();

        Assert.Null(memory.Key);
        Assert.Equal(string.Empty, memory.NativeKey);
        AssertDetached(memory);
        AssertNoError(memory);
        Assert.False(memory.Detach());
        Assert.False(memory.Unlock());
        AssertNoError(memory);
    }

    [Fact]
    public void Creating_attaches_to_zeroes_and_the_last_one_takes_everything_away()
    {
        using var memory = new QSharedMemory(_key);
        Assert.True(memory.Create(5000));
        AssertNoError(memory);

        Assert.True(memory.IsAttached);
        Assert.Equal(5000, memory.Size);
        Assert.Equal(5000, memory.Data.Length);
        Assert.Equal(-1, memory.ConstData.IndexOfAnyExcept((byte)0));
        Assert.True(memory.Detach());

        AssertDetached(memory);
        Assert.False(memory.Detach());
        AssertNoError(memory);
        Leftovers.AssertNone(_key);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    public void A_size_that_is_not_positive_is_InvalidSize(long size)
    {
        using var memory = new QSharedMemory(_key);

        Assert.False(memory.Create(size));

        AssertError(memory, SharedMemoryError.InvalidSize, "QSharedMemory::create: create size is less then 0");
        Leftovers.AssertNone(_key);
    }

    [Fact]
    public void Without_a_key_creating_and_attaching_are_KeyError_whatever_the_size()
    {
        using var memory = new QSharedMemory(string.Empty);

        Assert.False(memory.Create(0));
        AssertError(memory, SharedMemoryError.KeyError, NoKey);
        Assert.False(memory.Create(1024));
        AssertError(memory, SharedMemoryError.KeyError, NoKey);
        Assert.False(memory.Attach());
        AssertError(memory, SharedMemoryError.KeyError, NoKey);
        Assert.False(memory.Lock());
        AssertError(memory, SharedMemoryError.LockError, "QSharedMemory::lock: unable to lock");
    }

    [Fact]
    public void What_is_there_is_AlreadyExists_for_everybody_and_its_owner_stays_attached()
    {
        using var memory = new QSharedMemory(_key);
        using var other = new QSharedMemory(_key);
        Assert.True(memory.Create(100));

        Assert.False(memory.Create(200));
        AssertError(memory, SharedMemoryError.AlreadyExists, "QSharedMemory::create: already exists");
        Assert.True(memory.IsAttached);
        Assert.Equal(100, memory.Size);

        Assert.False(other.Create(200));
        AssertError(other, SharedMemoryError.AlreadyExists, "QSharedMemory::create: already exists");
        Assert.True(other.Attach());
        AssertNoError(other);
        Assert.Equal(100, other.Size);
    }

    [Fact]
    public void What_is_not_there_is_NotFound_and_a_failed_attach_leaves_nothing()
    {
        using var memory = new QSharedMemory(_key);

        Assert.False(memory.Attach());

        AssertError(memory, SharedMemoryError.NotFound, "QSharedMemory::handle: doesn't exist");
        AssertDetached(memory);
        Leftovers.AssertNone(_key);
        Assert.True(memory.Create(100));
        AssertNoError(memory);
    }

    [Fact]
    public void A_key_file_without_a_segment_is_NotFound_in_the_words_of_shmget()
    {
        using var memory = new QSharedMemory(_key);
        File.WriteAllText(memory.NativeKey, string.Empty);

        Assert.False(memory.Attach());

        AssertError(memory, SharedMemoryError.NotFound, "QSharedMemory::attach (shmget): doesn't exist");
        Leftovers.AssertNone(_key);
    }

    [Fact]
    public void Attaching_again_is_false_and_leaves_the_error_as_it_was()
    {
        using var memory = new QSharedMemory(_key);
        Assert.True(memory.Create(100));
        Assert.False(memory.Attach());
        AssertNoError(memory);

        Assert.False(memory.Create(100));
        Assert.False(memory.Attach());

        AssertError(memory, SharedMemoryError.AlreadyExists, "QSharedMemory::create: already exists");
    }

    [Fact]
    public void Only_creating_and_attaching_clear_an_error()
    {
        using var memory = new QSharedMemory(_key);
        Assert.False(memory.Attach());
        Assert.True(memory.Lock());
        Assert.True(memory.Unlock());
        Assert.False(memory.Detach());
        Assert.False(memory.Unlock());
        memory.SetKey(_key + "2");

        Assert.Equal(SharedMemoryError.NotFound, memory.Error);
        Assert.True(memory.Create(1));
        AssertNoError(memory);
    }

    [Fact]
    public void Reattaching_after_detaching_works()
    {
        using var existing = new QSharedMemory(_key);
        using var memory = new QSharedMemory(_key);
        Assert.True(existing.Create(1024));

        Assert.True(memory.Attach());
        Assert.True(memory.Detach());
        Assert.True(memory.Attach());
        Assert.True(memory.Detach());

        AssertDetached(memory);
    }

    [Fact]
    public void The_first_one_may_go_while_the_second_is_attached_and_the_third_then_finds_nothing()
    {
        var first = new QSharedMemory(_key);
        var second = new QSharedMemory(_key);
        using var third = new QSharedMemory(_key);
        Assert.True(first.Create(100));
        Assert.True(second.Attach());

        first.Dispose();
        second.Dispose();

        Assert.False(third.Attach());
        Assert.Equal(SharedMemoryError.NotFound, third.Error);
    }

    [Fact]
    public void One_object_can_create_detach_and_create_again()
    {
        using var memory = new QSharedMemory(_key);
        using var consumer = new QSharedMemory(_key);
        Assert.True(memory.Create(512));
        Assert.True(memory.Detach());
        Assert.True(memory.Create(512));

        Assert.True(consumer.Attach());
    }

    [Theory]
    [InlineData(SharedMemoryAccess.ReadOnly)]
    [InlineData(SharedMemoryAccess.ReadWrite)]
    public void A_consumer_sees_at_once_what_the_producer_writes(SharedMemoryAccess mode)
    {
        using var producer = new QSharedMemory(_key);
        using var consumer = new QSharedMemory(_key);
        Assert.True(producer.Create(512));
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
        using var memory = new QSharedMemory(_key);
        Assert.True(memory.Create(1024, SharedMemoryAccess.ReadOnly));

        Assert.Equal(-1, memory.ConstData.IndexOfAnyExcept((byte)0));
        Assert.Throws<InvalidOperationException>(() => memory.Data.Length);
    }

    [Fact]
    public void Twice_in_a_row_somebody_fails_to_create_and_attaches_instead()
    {
        using var owner = new QSharedMemory(_key);
        Assert.True(owner.Create(100));

        for (var round = 0; round < 2; round++)
        {
            using var memory = new QSharedMemory(_key);
            Assert.False(memory.Create(100));
            Assert.True(memory.Attach());
        }
    }

    [Fact]
    public void An_orphan_survives_a_failed_create_and_the_object_that_tried()
    {
        Orphan.Leave(_key, 100);
        using (var memory = new QSharedMemory(_key))
        {
            Assert.False(memory.Create(100));
            Assert.False(memory.Create(100));
            Assert.Equal(SharedMemoryError.AlreadyExists, memory.Error);
        }

        using var heir = new QSharedMemory(_key);
        Assert.True(heir.Attach());
        Assert.Equal(42, heir.ConstData[0]);
        Assert.True(heir.Detach());
        Leftovers.AssertNone(_key);
    }

    [Fact]
    public void A_size_that_no_system_has_room_for_leaves_the_object_as_it_was()
    {
        using var memory = new QSharedMemory(_key);

        Assert.False(memory.Create(long.MaxValue));

        Assert.True(memory.Error is SharedMemoryError.OutOfResources or SharedMemoryError.InvalidSize);
        Assert.StartsWith("QSharedMemory::", memory.ErrorString, StringComparison.Ordinal);
        Assert.Equal(_key, memory.Key);
        AssertDetached(memory);
        Assert.False(memory.Attach());
        Assert.False(memory.Detach());
        Leftovers.AssertNone(_key);
    }

    [Fact]
    public void After_disposal_every_member_that_acts_says_so()
    {
        var memory = new QSharedMemory(_key);
        Assert.True(memory.Create(10));
        memory.Dispose();
        memory.Dispose();

        Assert.Throws<ObjectDisposedException>(() => memory.Create(10));
        Assert.Throws<ObjectDisposedException>(() => memory.Attach());
        Assert.Throws<ObjectDisposedException>(() => memory.Detach());
        Assert.Throws<ObjectDisposedException>(() => memory.Lock());
        Assert.Throws<ObjectDisposedException>(() => memory.Unlock());
        Assert.Throws<ObjectDisposedException>(() => memory.SetKey("x"));
        AssertDetached(memory);
        Leftovers.AssertNone(_key);
    }

    private const string NoKey =
        "QSharedMemoryPrivate::initKey: unable to set key on lock (QSystemSemaphore::handle:: key is empty)";

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

    private static void AssertError(QSharedMemory memory, SharedMemoryError error, string text)
    {
        Assert.Equal(error, memory.Error);
        Assert.Equal(text, memory.ErrorString);
    }
}
