// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Tests.Support;

namespace Quayside.Tests.Segments;

/// <summary>A segment beyond the borders at which 31 and 32 bits end. Few of its pages are touched; POSIX reserves all of them.</summary>
[Collection(Large)]
public abstract class LargeTests : SegmentTest
{
    /// <summary>One after the other: together they might not fit.</summary>
    public const string Large = "large segments";

    private const long Gibibyte = 1L << 30;
    private const long Huge = (4 * Gibibyte) + Size;

    private readonly SharedMemory _memory;

    protected LargeTests(KeyKind kind)
        : base(kind)
    {
        Assert.SkipUnless(Available() > 2 * Huge, "There is too little memory for a segment of 4 GiB here.");
        var hasRoom = !Directory.Exists("/dev/shm") || new DriveInfo("/dev/shm").AvailableFreeSpace > Huge || kind.Type != IpcKeyType.Posix;
        Assert.SkipUnless(hasRoom, "/dev/shm is too small for a segment of 4 GiB here.");
        _memory = SharedMemory.Create(Key, Huge);
    }

    private protected override void Close() => _memory.Dispose();

    public static TheoryData<long> Borders => [2 * Gibibyte, 4 * Gibibyte];

    [Theory]
    [MemberData(nameof(Borders))]
    public void Bytes_on_both_sides_of_a_border_are_seen_by_every_way_of_access(long border)
    {
        using var other = SharedMemory.Attach(Key);
        using (var held = _memory.Lock())
        {
            held.CopyFrom(border - 2, [1, 2, 3, 4]);
            Assert.Equal([1, 2, 3, 4], held.Slice(border - 2, 4).ToArray());
        }

        using var view = other.Pin();
        var bytes = new byte[4];
        view.CopyTo(border - 2, bytes);
        Assert.Equal([1, 2, 3, 4], bytes);
        Assert.Equal([2, 3], view.ReadOnlySlice(border - 1, 2).ToArray());
        Assert.Equal([3, 4], other.AsMemory(border, 2).ToArray());
        Assert.Equal([1, 2, 3, 4], other.AsReadOnlyMemory(border - 2, 4).ToArray());
        Assert.Equal(0, view.ReadOnlySlice(border - (2 * Gibibyte), 1)[0]);
    }

    [Theory]
    [MemberData(nameof(Borders))]
    public void A_stream_seeks_reads_and_writes_across_a_border(long border)
    {
        using var stream = _memory.OpenStream();
        Assert.Equal(Huge, stream.Length);
        Assert.Equal(border - 2, stream.Seek(border - 2, SeekOrigin.Begin));
        stream.Write([5, 6, 7, 8]);
        Assert.Equal(border + 2, stream.Position);

        Assert.Equal(border - 2, stream.Seek(border - 2 - Huge, SeekOrigin.End));
        var bytes = new byte[4];
        stream.ReadExactly(bytes);

        Assert.Equal([5, 6, 7, 8], bytes);
    }

    [Fact]
    public void The_last_bytes_can_be_used_and_none_beyond_them()
    {
        using var view = _memory.Pin();
        view.CopyFrom(Huge - 1, [9]);

        Assert.Equal(9, view.ReadOnlySlice(Huge - 1, 1)[0]);
        Assert.Equal(0, _memory.AsMemory(Huge, 0).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => _memory.AsMemory(Huge - 1, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() =>
        {
            using var pinned = _memory.Pin();
            pinned.CopyFrom(Huge - 1, [1, 2]);
        });
        Assert.Throws<InvalidOperationException>(() =>
        {
            using var pinned = _memory.Pin();
            _ = pinned.Span.Length;
        });
    }

    [Fact]
    public void Bytes_are_copied_from_one_long_offset_to_another_even_if_they_overlap()
    {
        const long From = (2 * Gibibyte) - 2;
        const long To = (4 * Gibibyte) - 2;
        using var held = _memory.Lock();
        using var view = _memory.Pin();
        held.CopyFrom(From, [1, 2, 3, 4]);

        held.CopyTo(From, view, To, 4);
        view.CopyTo(To, view, To + 1, 4);

        Assert.Equal([1, 1, 2, 3, 4], view.ReadOnlySlice(To, 5).ToArray());
    }

    private static long Available() => File.Exists("/proc/meminfo")
        ? 1024 * long.Parse(
            File.ReadLines("/proc/meminfo").Single(line => line.StartsWith("MemAvailable:", StringComparison.Ordinal)).Split(' ')[^2],
            CultureInfo.InvariantCulture)
        : 0;
}

public sealed class StringKeyLargeTests() : LargeTests(KeyKind.Strings);

public sealed class PlatformSafeKeyLargeTests() : LargeTests(KeyKind.PlatformSafe);

public sealed class InProcessLargeTests() : LargeTests(KeyKind.InProcess);
