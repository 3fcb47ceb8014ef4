// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Segments;

public sealed class CreateTests : IDisposable
{
    private readonly string _key = UniqueKey.Next();

    public void Dispose() => Leftovers.AssertNone(_key);

    [Theory]
    [InlineData(1)]
    [InlineData(4096)]
    [InlineData(5000)]
    public void A_new_segment_has_its_size_is_zero_and_goes_with_its_last_user(int size)
    {
        using (var memory = SharedMemory.Create(_key, size))
        {
            Assert.Equal(size, memory.Size);
            Assert.Equal(IpcKey.Legacy(_key), memory.Key);
            Assert.Equal(SharedMemoryAccess.ReadWrite, memory.Access);
            Assert.Equal(SharedMemoryOrigin.Created, memory.Origin);
            using var held = memory.Lock();
            Assert.Equal(size, held.Span.Length);
            Assert.Equal(-1, held.ReadOnlySpan.IndexOfAnyExcept((byte)0));
        }

        Leftovers.AssertNone(_key);
    }

    [Fact]
    public void What_is_there_is_not_created_again_and_stays_as_it_is()
    {
        using var memory = SharedMemory.Create(_key, 100);

        var exception = Assert.Throws<SharedMemoryException>(() => SharedMemory.Create(_key, 200));

        Assert.Equal(SharedMemoryError.AlreadyExists, exception.Error);
        Assert.Equal("create", exception.Operation);
        Assert.Equal(IpcKey.Legacy(_key), exception.Key);
        Assert.Equal(17, exception.NativeErrorCode);
        Assert.Contains($"'{_key}'", exception.Message, StringComparison.Ordinal);
        Assert.Contains($"made by process {Environment.ProcessId}", exception.Message, StringComparison.Ordinal);
        Assert.Contains("100 bytes, attached once", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Attach to it, or use Replace", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
        using var other = SharedMemory.Attach(_key);
        Assert.Equal(100, other.Size);
    }

    [Fact]
    public void An_orphan_is_not_created_over_and_the_message_says_what_to_do_with_it()
    {
        var process = Orphan.Leave(_key, 100);

        var exception = Assert.Throws<SharedMemoryException>(() => SharedMemory.Create(_key, 200));

        Assert.Equal(SharedMemoryError.AlreadyExists, exception.Error);
        Assert.Contains(
            string.Create(CultureInfo.InvariantCulture, $"process {process}, which is gone"), exception.Message, StringComparison.Ordinal);
        Assert.Contains("CreateOrAttach recovers it", exception.Message, StringComparison.Ordinal);
        using var memory = SharedMemory.Attach(_key);
        Assert.Equal(SharedMemoryOrigin.Recovered, memory.Origin);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    public void A_size_that_is_not_positive_is_refused_before_anything_happens(long size)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SharedMemory.Create(_key, size));
        Assert.Throws<ArgumentOutOfRangeException>(() => SharedMemory.CreateOrAttach(_key, size));
        Assert.Throws<ArgumentOutOfRangeException>(() => SharedMemory.Replace(_key, size));
        Leftovers.AssertNone(_key);
    }

    [Fact]
    public void An_empty_key_is_refused_by_every_member()
    {
        foreach (var key in new[] { default, IpcKey.Legacy(string.Empty) })
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

        Assert.Throws<ArgumentOutOfRangeException>(() => SharedMemory.Create(_key, 1, options));
        Assert.Throws<ArgumentOutOfRangeException>(() => SharedMemory.Attach(_key, options));
        Assert.Throws<ArgumentOutOfRangeException>(() => SharedMemory.Remove(_key, options));
        Leftovers.AssertNone(_key);
    }

    [Fact]
    public void A_size_that_no_system_has_room_for_names_key_size_and_remedy()
    {
        var exception = Assert.Throws<SharedMemoryException>(() => SharedMemory.Create(_key, long.MaxValue));

        Assert.True(exception.Error is SharedMemoryError.OutOfResources or SharedMemoryError.InvalidSize);
        Assert.Contains($"'{_key}'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("9223372036854775807 bytes", exception.Message, StringComparison.Ordinal);
        Assert.Contains("ipcs -", exception.Message, StringComparison.Ordinal);
        Leftovers.AssertNone(_key);
    }

    [Fact]
    public void A_lock_that_is_not_free_in_time_names_its_holder_and_changes_nothing()
    {
        using var host = Host.Start();
        Assert.Equal("Created 10", host.Ask($"create\t{_key}\t10"));
        Assert.Equal("locked", host.Ask("lock"));
        var options = new SharedMemoryOptions { LockTimeout = TimeSpan.FromMilliseconds(50) };

        var exception = Assert.Throws<SharedMemoryException>(() => SharedMemory.Replace(_key, 20, options));

        Assert.Equal(SharedMemoryError.LockError, exception.Error);
        Assert.Contains($"process {host.Id} (Quayside.CrashH", exception.Message, StringComparison.Ordinal);
        Assert.Contains("end the program that holds it", exception.Message, StringComparison.Ordinal);
        Assert.Equal("True", host.Ask("unlock"));
        using var memory = SharedMemory.Attach(_key);
        Assert.Equal(10, memory.Size);
        Assert.Equal("disposed", host.Ask("dispose"));
    }

    [Fact]
    public void Waiting_for_the_lock_can_be_canceled()
    {
        using var memory = SharedMemory.Create(_key, 10);
        using var held = memory.Lock();
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        Assert.Throws<OperationCanceledException>(() => SharedMemory.Replace(_key, 20, null, source.Token));
        Assert.Throws<OperationCanceledException>(() => SharedMemory.Create(_key, 20, null, new CancellationToken(true)));
    }
}
