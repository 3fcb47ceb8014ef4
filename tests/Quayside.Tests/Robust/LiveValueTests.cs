// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Live;
using Quayside.Participants;
using Quayside.Testing;
using Quayside.Tests.Support;
using Quayside.Waiting;

namespace Quayside.Tests.Robust;

public abstract class LiveValueTests(KeyKind kind) : RobustTest(kind)
{
    [Fact]
    public void A_reader_gets_the_latest_value_with_its_version_and_age()
    {
        using var writer = LiveValue<Pose>.Open(Key);
        using var reader = LiveValue<Pose>.OpenReadOnly(Key);
        Assert.False(reader.TryRead(out _));
        Assert.Equal(0, reader.Version);
        Assert.Contains("Nothing has been written", Assert.Throws<InvalidOperationException>(() => reader.Read()).Message, StringComparison.Ordinal);

        for (var i = 1; i <= 10; i++)
        {
            Assert.Equal(i, writer.Write(new Pose { X = i, Id = -i }));
            Assert.True(reader.TryRead(out var value, out var stamp));
            Assert.Equal(new Pose { X = i, Id = -i }, value);
            Assert.Equal(i, stamp.Version);
            Assert.InRange(stamp.Age, TimeSpan.Zero, Watchdog.Patience);
        }

        Assert.Equal(10, reader.Read().X);
    }

    [Fact]
    public void One_participant_writes_at_a_time_and_the_other_is_told_who()
    {
        using var first = LiveValue<long>.Open(Key);
        using var second = LiveValue<long>.Open(Key);
        _ = first.Write(1);

        var exception = Assert.Throws<QuaysideException>(() => second.Write(2));

        Assert.Equal(QuaysideError.OtherWriter, exception.Error);
        Assert.Contains($"process {Environment.ProcessId} (", exception.Message, StringComparison.Ordinal);
        Assert.Equal(1, second.Read());

        first.Resign();
        Assert.Equal(2, second.Write(3));
        Assert.Equal(3, first.Read());
        Assert.Throws<QuaysideException>(() => first.Write(4));
    }

    [Fact]
    public void The_role_of_a_writer_that_is_gone_passes_on_and_versions_go_on()
    {
        using var reader = LiveValue<long>.Open(Key);
        using (var writer = LiveValue<long>.Open(Key))
        {
            _ = writer.Write(1);
        }

        Assert.Equal(1, reader.Read());
        Assert.Equal(2, reader.Write(5));
        Assert.Equal(5, reader.Read());
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_writer_with_patience_waits_for_the_other_one_to_resign()
    {
        using var first = LiveValue<long>.Open(Key);
        using var second = LiveValue<long>.Open(Key, new QuaysideSegmentOptions { WriterTimeout = Timeout.InfiniteTimeSpan });
        _ = first.Write(1);
        var writing = Background.Run(() => second.Write(2));
        await Background.AssertBlocked(writing);

        first.Resign();

        Assert.Equal(2, await writing);
    }

    [Fact]
    public void A_reader_cannot_write()
    {
        using var writer = LiveValue<long>.Open(Key);
        using var reader = LiveValue<long>.OpenReadOnly(Key);

        Assert.Contains("open read-only", Assert.Throws<InvalidOperationException>(() => reader.Write(1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reader_alone_finds_nothing()
    {
        var exception = Assert.Throws<QuaysideException>(() => LiveValue<long>.OpenReadOnly(Key));

        Assert.Equal(QuaysideError.NotFound, exception.Error);
        Assert.Contains("Start the program that makes it first", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reader_that_leaves_last_removes_the_segment()
    {
        using var writer = LiveValue<long>.Open(Key);
        using var reader = LiveValue<long>.OpenReadOnly(Key);
        _ = writer.Write(7);
        writer.Dispose();

        Assert.Equal(7, reader.Read());
        reader.Dispose();
        Leftovers.AssertNone(Key);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Who_waits_for_a_change_sees_the_first_value_and_each_latest_one()
    {
        using var writer = LiveValue<long>.Open(Key);
        using var reader = LiveValue<long>.OpenReadOnly(Key);
        long version = 0;
        var waiting = Background.Run(() => reader.WaitForChange(ref version, Timeout.InfiniteTimeSpan));
        await Background.AssertBlocked(waiting);

        _ = writer.Write(1);
        Assert.True(await waiting);
        Assert.Equal(1, version);

        _ = writer.Write(2);
        _ = writer.Write(3);
        Assert.True(reader.WaitForChange(ref version, TimeSpan.Zero));
        Assert.Equal(3, version);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task No_reader_sees_a_torn_value_or_a_version_going_back()
    {
        using var writer = LiveValue<Wide>.Open(Key);
        _ = writer.Write(default);
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 2).Select(_ => Background.Run(() =>
        {
            using var reader = LiveValue<Wide>.OpenReadOnly(Key);
            long last = 0;
            while (!stop.IsCancellationRequested)
            {
                Assert.True(reader.TryRead(out var value, out var stamp));
                Assert.True(value.IsWhole);
                Assert.True(stamp.Version >= last);
                last = stamp.Version;
            }

            return last;
        })).ToArray();

        for (var i = 0L; i < 300_000; i++)
        {
            _ = writer.Write(new Wide(i));
        }

        await stop.CancelAsync();
        Assert.All(await Task.WhenAll(readers), last => Assert.True(last > 0));
    }

    [Fact]
    public void Who_disposes_while_a_thread_writes_waits_for_it_and_nobody_else_writes_meanwhile()
    {
        using var core = LiveCore.Open(Key, SegmentKind.Buffer, "LiveBuffer", sizeof(long), OpenDemand.OpenOrCreate, options: null);
        using var other = LiveBuffer.OpenExisting(Key);
        var leaving = new Thread(core.Dispose);
        core.Enter();
        try
        {
            var slot = core.BeginWrite(sizeof(long), out var version);
            leaving.Start();

            Assert.False(leaving.Join(Moment));
            Assert.Equal(QuaysideError.OtherWriter, Assert.Throws<QuaysideException>(() => other.Write([1])).Error);
            core.EndWrite(slot, version);
        }
        finally
        {
            core.Role.Exit();
        }

        Assert.True(leaving.Join(Watchdog.Patience));
        Assert.Equal(2, other.Write([2]));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Who_disposes_ends_a_write_that_waits_for_another_writer()
    {
        using var writer = LiveValue<long>.Open(Key);
        _ = writer.Write(1);
        using var patient = LiveValue<long>.Open(Key, new QuaysideSegmentOptions { WriterTimeout = Timeout.InfiniteTimeSpan });
        var write = Task.Run(() => patient.Write(2));
        await Background.AssertBlocked(write);

        patient.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => write);
    }

    [Fact]
    public void A_disposed_value_says_so()
    {
        var gone = LiveValue<long>.Open(Key);
        _ = gone.Write(1);
        gone.Dispose();

        Assert.Equal(Key.Display, Assert.Throws<ObjectDisposedException>(() => gone.Write(2)).ObjectName);
        Assert.Throws<ObjectDisposedException>(() => gone.TryRead(out _));
        long version = 0;
        Assert.Throws<ObjectDisposedException>(() => gone.WaitForChange(ref version, TimeSpan.Zero));
        gone.Resign();
    }

    [Fact]
    public void Types_that_hold_addresses_are_refused()
    {
        var exception = Assert.Throws<NotSupportedException>(() => LiveValue<Address>.Open(Key));

        Assert.Contains("Address holds addresses (IntPtr)", exception.Message, StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => LiveValue<nint>.Open(Key));
    }

    [Fact]
    public void Two_declarations_of_one_name_that_differ_are_told_apart_with_both_named()
    {
        using var here = LiveValue<Pose>.Open(Key);

        var exception = Assert.Throws<QuaysideException>(() => LiveValue<Other.Pose>.Open(Key));

        Assert.Equal(QuaysideError.OtherType, exception.Error);
        Assert.Contains("'LiveValue<Pose> { Double X; Double Y; Int32 Id }, 24 bytes'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("'LiveValue<Pose> { Double X; Double Y; Int64 Id }, 24 bytes'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fields_of_one_generic_type_with_other_arguments_are_told_apart()
    {
        using var here = LiveValue<Range<int>>.Open(Key);

        var exception = Assert.Throws<QuaysideException>(() => LiveValue<Range<float>>.Open(Key));

        Assert.Equal(QuaysideError.OtherType, exception.Error);
        Assert.Contains("ValueTuple`2<Int32, Int32> Ends", exception.Message, StringComparison.Ordinal);
        Assert.Contains("ValueTuple`2<Single, Single> Ends", exception.Message, StringComparison.Ordinal);
    }

    private record struct Range<TEnd>((TEnd Low, TEnd High) Ends)
        where TEnd : unmanaged;

    private static class Other
    {
        internal record struct Pose(double X, double Y, long Id);
    }

    private record struct Pose(double X, double Y, int Id);

    private record struct Address(nint Where);

    private readonly struct Wide(long seed)
    {
        private readonly long _a = seed, _b = ~seed, _c = seed * 3, _d = ~seed, _e = seed, _f = ~seed, _g = seed * 3, _h = ~seed;

        public bool IsWhole => (_a, _b, _c, _d, _e, _f, _g, _h) == (_a, ~_a, _a * 3, ~_a, _a, ~_a, _a * 3, ~_a)
            || (_a, _b, _c, _d, _e, _f, _g, _h) == default;
    }
}

public sealed class PlatformSafeKeyLiveValueTests() : LiveValueTests(KeyKind.PlatformSafe);

public sealed class InProcessLiveValueTests() : LiveValueTests(KeyKind.InProcess);
