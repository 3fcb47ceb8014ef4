// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Tests.Support;

namespace Quayside.Tests.Robust;

public abstract class LiveBufferTests(KeyKind kind) : RobustTest(kind)
{
    [Fact]
    public void A_reader_gets_the_latest_bytes_whatever_their_length()
    {
        using var writer = LiveBuffer.Open(Key, 1000);
        using var reader = LiveBuffer.OpenReadOnly(Key);
        Assert.Equal(1000, reader.Capacity);
        Assert.False(reader.TryRead(out _, out _));
        Assert.Throws<InvalidOperationException>(reader.Read);

        foreach (var length in new[] { 5, 1000, 0, 999 })
        {
            var bytes = Enumerable.Range(0, length).Select(i => unchecked((byte)(i + length))).ToArray();
            var version = writer.Write(bytes);
            Assert.True(reader.TryRead(out var value, out var stamp));
            Assert.Equal(bytes, value);
            Assert.Equal(version, stamp.Version);
            Assert.Equal(bytes, reader.Read());

            var room = new byte[1000];
            Assert.True(reader.TryRead(room, out var found, out _));
            Assert.Equal(bytes, room[..found]);
        }
    }

    [Fact]
    public void Bytes_beyond_the_capacity_are_refused_and_nothing_is_written()
    {
        using var buffer = LiveBuffer.Open(Key, 10);
        _ = buffer.Write(new byte[10]);

        Assert.Contains("capacity of 10", Assert.Throws<ArgumentException>(() => buffer.Write(new byte[11])).Message, StringComparison.Ordinal);
        Assert.Equal(1, buffer.Version);
    }

    [Fact]
    public void A_destination_that_is_too_small_is_told_the_length()
    {
        using var buffer = LiveBuffer.Open(Key, 10);
        _ = buffer.Write(new byte[7]);

        Assert.Contains("has 7 bytes", Assert.Throws<ArgumentException>(() => buffer.TryRead(new byte[6], out _, out _)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_buffer_that_is_there_keeps_its_capacity()
    {
        using var first = LiveBuffer.Open(Key, 100);
        using var smaller = LiveBuffer.Open(Key, 50);
        using var any = LiveBuffer.OpenExisting(Key);
        Assert.Equal(100, smaller.Capacity);
        Assert.Equal(100, any.Capacity);

        var exception = Assert.Throws<QuaysideException>(() => LiveBuffer.Open(Key, 200));

        Assert.Equal(QuaysideError.OtherType, exception.Error);
        Assert.Contains("up to 100 bytes, and 200 are wanted", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void A_capacity_that_no_array_has_is_refused(int capacity) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => LiveBuffer.Open(Key, capacity));

    [Fact]
    public void Nothing_is_there_to_be_opened_before_it_is_made()
    {
        Assert.Equal(QuaysideError.NotFound, Assert.Throws<QuaysideException>(() => LiveBuffer.OpenExisting(Key)).Error);
        Leftovers.AssertNone(Key);
    }
}

public sealed class PlatformSafeKeyLiveBufferTests() : LiveBufferTests(KeyKind.PlatformSafe);

public sealed class InProcessLiveBufferTests() : LiveBufferTests(KeyKind.InProcess);
