// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Segments;

public sealed class AttachTests : IDisposable
{
    private readonly string _key = UniqueKey.Next();

    public void Dispose() => Leftovers.AssertNone(_key);

    [Fact]
    public void Two_who_attach_see_each_others_bytes_at_once()
    {
        using var first = SharedMemory.Create(_key, 100);
        using var second = SharedMemory.Attach(_key);
        using var writer = first.Pin();
        using var reader = second.Pin();

        writer.Span[99] = 42;

        Assert.Equal(SharedMemoryOrigin.Attached, second.Origin);
        Assert.Equal(42, reader.ReadOnlySpan[99]);
    }

    [Fact]
    public void Nothing_to_attach_is_NotFound_and_leaves_nothing()
    {
        var exception = Assert.Throws<SharedMemoryException>(() => SharedMemory.Attach(_key));

        Assert.Equal(SharedMemoryError.NotFound, exception.Error);
        Assert.Contains($"'{_key}'", exception.Message, StringComparison.Ordinal);
        Assert.Contains(IpcKey.Legacy(_key).NativeName, exception.Message, StringComparison.Ordinal);
        Assert.Contains("Start the program that shares it", exception.Message, StringComparison.Ordinal);
        Leftovers.AssertNone(_key);
    }

    [Fact]
    public void A_key_file_without_a_segment_is_NotFound_too_and_is_cleaned_up()
    {
        File.WriteAllText(IpcKey.Legacy(_key).NativeName, string.Empty);

        Assert.False(SharedMemory.TryAttach(_key, out _));

        Leftovers.AssertNone(_key);
    }

    [Fact]
    public void Trying_to_attach_tells_whether_something_is_there()
    {
        Assert.False(SharedMemory.TryAttach(_key, out var none));
        Assert.Null(none);
        using var memory = SharedMemory.Create(_key, 100);

        Assert.True(SharedMemory.TryAttach(_key, out var other));
        using (other)
        {
            Assert.Equal(100, other.Size);
        }

        Assert.True(SharedMemory.TryAttach(_key, SharedMemoryAccess.ReadOnly, out var reader));
        reader.Dispose();
    }

    [Fact]
    public void Options_must_be_given_where_they_are_asked_for()
    {
        Assert.Throws<ArgumentNullException>(() => SharedMemory.Attach(_key, null!));
        Assert.Throws<ArgumentNullException>(() => SharedMemory.TryAttach(_key, null!, out _));
    }

    [Fact]
    public void Who_attaches_read_only_gets_bytes_to_read_and_none_to_write()
    {
        using var memory = SharedMemory.Create(_key, 100);
        using var reader = SharedMemory.Attach(_key, SharedMemoryAccess.ReadOnly);
        Assert.Equal(SharedMemoryAccess.ReadOnly, reader.Access);
        using var view = reader.Pin();
        using var held = reader.Lock();

        Assert.Equal(100, held.ReadOnlySpan.Length);
        Assert.Equal(10, held.ReadOnlySlice(90, 10).Length);
        Assert.Equal(100, view.ReadOnlySpan.Length);
        Assert.Equal(10, view.ReadOnlySlice(90, 10).Length);
        Assert.Contains("read-only", Assert.Throws<InvalidOperationException>(() => held.Span.Length).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => held.Slice(0, 1).Length);
        AssertNothingToWrite(reader);
        Assert.Throws<InvalidOperationException>(() => reader.AsMemory(0, 1));
        Assert.Equal(1, reader.AsReadOnlyMemory(0, 1).Length);
    }

    [Fact]
    public void A_segment_made_read_only_is_zeroes_for_its_maker()
    {
        using var memory = SharedMemory.Create(_key, 1024, new SharedMemoryOptions { Access = SharedMemoryAccess.ReadOnly });
        using var view = memory.Pin();

        Assert.Equal(-1, view.ReadOnlySpan.IndexOfAnyExcept((byte)0));
        AssertNothingToWrite(memory);
    }

    [Fact]
    public void Attaching_to_an_orphan_recovers_its_contents()
    {
        Orphan.Leave(_key, 100);

        using (var memory = SharedMemory.Attach(_key))
        {
            Assert.Equal(SharedMemoryOrigin.Recovered, memory.Origin);
            using var held = memory.Lock();
            Assert.Equal(42, held.Span[0]);
        }

        Leftovers.AssertNone(_key);
    }

    [Fact]
    public void Another_process_sees_the_same_bytes_and_the_last_one_cleans_up()
    {
        using var host = Host.Start();
        using (var memory = SharedMemory.Create(_key, 100))
        {
            Assert.Equal("Attached 100", host.Ask($"attach\t{_key}"));
            using var view = memory.Pin();
            view.Span[7] = 42;
            Assert.Equal("42", host.Ask("read\t7"));
            Assert.Equal("written", host.Ask("write\t8\t43"));
            Assert.Equal(43, view.Span[8]);
        }

        Assert.True(File.Exists(IpcKey.Legacy(_key).NativeName));
        Assert.Equal("disposed", host.Ask("dispose"));
        Leftovers.AssertNone(_key);
    }

    private static void AssertNothingToWrite(SharedMemory memory)
    {
        Assert.Throws<InvalidOperationException>(() =>
        {
            using var view = memory.Pin();
            _ = view.Span;
        });
        Assert.Throws<InvalidOperationException>(() =>
        {
            using var view = memory.Pin();
            _ = view.Slice(0, 1);
        });
    }
}
