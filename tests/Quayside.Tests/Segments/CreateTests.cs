// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Segments;

public abstract class CreateTests(KeyKind kind) : SegmentTest(kind)
{
    [Theory]
    [InlineData(1)]
    [InlineData(4096)]
    [InlineData(5000)]
    public void A_new_segment_has_its_size_is_zero_and_goes_with_its_last_user(int size)
    {
        using (var memory = SharedMemory.Create(Key, size))
        {
            Assert.Equal(Kind.SizeFor(size), memory.Size);
            Assert.Equal(Key, memory.Key);
            Assert.Equal(SharedMemoryAccess.ReadWrite, memory.Access);
            Assert.Equal(SharedMemoryOrigin.Created, memory.Origin);
            using var held = memory.Lock();
            Assert.Equal(memory.Size, held.Span.Length);
            Assert.Equal(-1, held.ReadOnlySpan.IndexOfAnyExcept((byte)0));
        }

        Leftovers.AssertNone(Key);
    }

    [Fact]
    public void What_is_there_is_not_created_again_and_stays_as_it_is()
    {
        using var memory = SharedMemory.Create(Key, Size);

        var exception = Assert.Throws<SharedMemoryException>(() => SharedMemory.Create(Key, 2 * Size));

        Assert.Equal(SharedMemoryError.AlreadyExists, exception.Error);
        Assert.Equal("create", exception.Operation);
        Assert.Equal(Key, exception.Key);
        Assert.Contains($"'{Key.Display}'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("4096 bytes, ", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Attach to it, or use Replace", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
        using var other = SharedMemory.Attach(Key);
        Assert.Equal(Size, other.Size);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    public void A_size_that_is_not_positive_is_refused_before_anything_happens(long size)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SharedMemory.Create(Key, size));
        Assert.Throws<ArgumentOutOfRangeException>(() => SharedMemory.CreateOrAttach(Key, size));
        Assert.Throws<ArgumentOutOfRangeException>(() => SharedMemory.Replace(Key, size));
        Leftovers.AssertNone(Key);
    }

    [Fact]
    public void An_empty_key_is_refused_by_every_member()
    {
        foreach (var key in new[] { default, IpcKey.Legacy(string.Empty), IpcKey.Native(string.Empty, Kind.Type) })
        {
            var exception = Assert.Throws<ArgumentException>(() => SharedMemory.Create(key, 1));
            Assert.Contains("The key is empty", exception.Message, StringComparison.Ordinal);
            Assert.Throws<ArgumentException>(() => SharedMemory.Attach(key));
            Assert.Throws<ArgumentException>(() => SharedMemory.TryAttach(key, out _));
            Assert.Throws<ArgumentException>(() => SharedMemory.CreateOrAttach(key, 1));
            Assert.Throws<ArgumentException>(() => SharedMemory.Replace(key, 1));
            Assert.Throws<ArgumentException>(() => SharedMemory.Remove(key));
            Assert.Throws<ArgumentException>(() => new SharedMemoryWatcher(key));
        }
    }

    [Fact]
    public void A_time_to_wait_that_is_negative_is_refused_by_every_member()
    {
        var options = new SharedMemoryOptions { LockTimeout = TimeSpan.FromSeconds(-2) };

        Assert.Throws<ArgumentOutOfRangeException>(() => SharedMemory.Create(Key, 1, options));
        Assert.Throws<ArgumentOutOfRangeException>(() => SharedMemory.Attach(Key, options));
        Assert.Throws<ArgumentOutOfRangeException>(() => SharedMemory.Remove(Key, options));
        Leftovers.AssertNone(Key);
    }

    [Fact]
    public void A_size_that_no_system_has_room_for_names_key_size_and_remedy()
    {
        var exception = Assert.Throws<SharedMemoryException>(() => SharedMemory.Create(Key, long.MaxValue));

        Assert.True(exception.Error is SharedMemoryError.OutOfResources or SharedMemoryError.InvalidSize);
        Assert.Contains($"'{Key.Display}'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("9223372036854775807 bytes", exception.Message, StringComparison.Ordinal);
        Leftovers.AssertNone(Key);
    }

    [Fact]
    public void Waiting_for_the_lock_can_be_canceled()
    {
        using var memory = SharedMemory.Create(Key, Size);
        using var held = memory.Lock();
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        Assert.Throws<OperationCanceledException>(() => SharedMemory.Replace(Key, 2 * Size, null, source.Token));
        Assert.Throws<OperationCanceledException>(() => SharedMemory.Create(Key, 2 * Size, null, new CancellationToken(true)));
    }
}

public sealed class StringKeyCreateTests() : CreateTests(KeyKind.Strings);

public sealed class PlatformSafeKeyCreateTests() : CreateTests(KeyKind.PlatformSafe);

public sealed class InProcessCreateTests() : CreateTests(KeyKind.InProcess);
