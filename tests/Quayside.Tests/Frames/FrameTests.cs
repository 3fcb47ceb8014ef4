// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using Quayside.Testing;
using Quayside.Tests.Robust;
using Quayside.Tests.Support;
using Quayside.Waiting;

namespace Quayside.Tests.Frames;

/// <summary>A publisher and readers in one process: what they see of each other.</summary>
public abstract class FrameTests(KeyKind kind) : RobustTest(kind)
{
    private static readonly FrameShape _shape = new(16, 8, PixelFormat.Bgra);

    [Fact]
    public void A_reader_looks_at_the_latest_frame_in_place_with_what_belongs_to_it()
    {
        using var publisher = FramePublisher.Open(Key, _shape);
        using var reader = FrameReader.Open(Key);
        Assert.False(reader.TryTake(out _));
        Assert.Equal((0, 0), (publisher.Sequence, reader.Sequence));

        var before = Stopwatch.GetTimestamp();
        using (var draft = publisher.Borrow(_shape))
        {
            draft.Pixels.Fill(7);
            Assert.False(reader.TryTake(out _));
            Assert.Equal(1, draft.Publish(new FrameArea(1, 2, 3, 4)));
        }

        Assert.True(reader.TryTake(out var frame));
        using (frame)
        {
            Assert.Equal((1, _shape), (frame.Sequence, frame.Shape));
            Assert.Equal(new FrameArea(1, 2, 3, 4), frame.Damage);
            Assert.InRange(frame.Timestamp, before, Stopwatch.GetTimestamp());
            Assert.InRange(frame.Age, TimeSpan.Zero, Watchdog.Patience);
            Assert.Equal(-1, frame.Pixels.IndexOfAnyExcept((byte)7));
            Assert.Equal(_shape.Size, frame.Pixels.Length);
        }

        Assert.False(reader.TryTake(out _));
        Assert.Equal((1, 1), (publisher.Sequence, reader.Sequence));
    }

    [Fact]
    public void Nothing_is_copied_a_reader_in_the_same_process_sees_the_very_bytes_that_were_drawn()
    {
        using var publisher = FramePublisher.Open(Key, _shape);
        using var reader = FrameReader.Open(Key);
        using var draft = publisher.Borrow(_shape);
        Assert.Equal(0, draft.DangerousGetAddress() % 4096);
        draft.Row(3)[5] = 99;
        _ = draft.Publish();
        using var frame = Taken(reader);
        Assert.Equal(0, frame.DangerousGetAddress() % 4096);
        Assert.Equal(99, frame.Row(3)[5]);
        Assert.Equal(99, frame.Pixels[(3 * _shape.Stride) + 5]);
    }

    [Fact]
    public void A_frame_that_is_open_does_not_change_however_many_are_published()
    {
        using var publisher = FramePublisher.Open(Key, _shape);
        using var reader = FrameReader.Open(Key);
        Publish(publisher, 1);
        using var first = Taken(reader);
        for (byte value = 2; value < 100; value++)
        {
            Publish(publisher, value);
            using var frame = Taken(reader);
            Assert.Equal(value, frame.Pixels[0]);
            Assert.Equal(-1, frame.Pixels.IndexOfAnyExcept(value));
            Assert.Equal(-1, first.Pixels.IndexOfAnyExcept((byte)1));
        }

        Assert.Equal(0, publisher.Dropped);
        Assert.Equal(0, reader.Dropped);
    }

    [Fact]
    public void The_latest_frame_can_be_taken_again_and_passed_over_frames_are_counted()
    {
        using var publisher = FramePublisher.Open(Key, _shape);
        using var reader = FrameReader.Open(Key);
        Publish(publisher, 1);
        Publish(publisher, 2);
        Taken(reader).Dispose();
        Assert.Equal(0, reader.Dropped);

        for (byte value = 3; value <= 6; value++)
        {
            Publish(publisher, value);
        }

        Assert.True(reader.TryTakeLatest(out var latest));
        Assert.Equal(6, latest.Sequence);
        latest.Dispose();
        using var frame = Taken(reader);
        Assert.Equal(6, frame.Sequence);
        Assert.Equal(3, reader.Dropped);
        Assert.True(reader.TryTakeLatest(out latest));
        AssertSeen(6, 6, latest);
        latest.Dispose();
    }

    [Fact]
    public void A_reader_that_wants_every_frame_gets_them_in_order()
    {
        using var publisher = FramePublisher.Open(Key, _shape, new FrameOptions { Slots = 10 });
        Publish(publisher, 1);
        using var reader = FrameReader.Open(Key, new FrameReaderOptions { Delivery = FrameDelivery.Every });
        Assert.False(reader.TryTake(out _));
        for (byte value = 2; value <= 9; value++)
        {
            Publish(publisher, value);
        }

        for (byte value = 2; value <= 9; value++)
        {
            using var frame = Taken(reader);
            AssertSeen(value, value, frame);
        }

        Assert.False(reader.TryTake(out _));
        Assert.Equal(0, reader.Dropped);
    }

    [Fact]
    public void The_oldest_frames_give_way_and_a_reader_that_wanted_them_is_told_how_many()
    {
        using var publisher = FramePublisher.Open(Key, _shape, new FrameOptions { Slots = 4 });
        using var reader = FrameReader.Open(Key, new FrameReaderOptions { Delivery = FrameDelivery.Every });
        for (byte value = 1; value <= 20; value++)
        {
            Publish(publisher, value);
        }

        var taken = new List<long>();
        while (reader.TryTake(out var frame))
        {
            Assert.Equal(frame.Sequence, frame.Pixels[0]);
            taken.Add(frame.Sequence);
            frame.Dispose();
        }

        Assert.Equal([17, 18, 19, 20], taken);
        Assert.Equal(16, reader.Dropped);
        Assert.Equal(0, publisher.Dropped);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_publisher_that_waits_does_so_until_there_is_a_slot_or_it_is_canceled_unless_it_gives_a_time()
    {
        using var publisher = FramePublisher.Open(Key, _shape, new FrameOptions { Slots = 4, WhenFull = FrameFullMode.Wait });
        using var reader = FrameReader.Open(Key, new FrameReaderOptions { Delivery = FrameDelivery.Every });
        var pixels = new byte[_shape.Size];
        for (byte value = 1; value <= 4; value++)
        {
            Publish(publisher, value);
        }

        Assert.Equal(QuaysideError.NoFreeSlot, Assert.Throws<QuaysideException>(() => publisher.Publish(_shape, pixels, Moment)).Error);
        using var end = new CancellationTokenSource();
        var canceled = Background.Run(() => publisher.Borrow(_shape, cancellationToken: end.Token).Dispose());
        await Background.AssertBlocked(canceled);
        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => canceled);

        var borrowing = Background.Run(() => Publish(publisher, 5));
        await Background.AssertBlocked(borrowing);
        Taken(reader).Dispose();
        await borrowing;
        var publishing = Background.Run(() => publisher.Publish(_shape, pixels));
        await Background.AssertBlocked(publishing);
        Taken(reader).Dispose();
        Assert.Equal(6, await publishing);
    }

    [Fact]
    public void A_publisher_that_does_not_wait_for_readers_waits_for_no_slot_either_unless_it_gives_a_time()
    {
        using var publisher = FramePublisher.Open(Key, _shape, new FrameOptions { Slots = 3 });
        using var reader = FrameReader.Open(Key);
        var open = new List<Frame>();
        for (byte value = 1; value <= 3; value++)
        {
            Publish(publisher, value);
            open.Add(Taken(reader));
        }

        Assert.Equal(QuaysideError.NoFreeSlot, Assert.Throws<QuaysideException>(() => publisher.Borrow(_shape)).Error);
        open.ForEach(frame => frame.Dispose());
    }

    [Fact]
    public void A_publisher_that_waits_keeps_what_a_reader_has_still_to_come_to()
    {
        using var publisher = FramePublisher.Open(Key, _shape, new FrameOptions { Slots = 4, WhenFull = FrameFullMode.Wait });
        using var reader = FrameReader.Open(Key, new FrameReaderOptions { Delivery = FrameDelivery.Every });
        for (byte value = 1; value <= 4; value++)
        {
            Publish(publisher, value);
        }

        Assert.False(publisher.TryBorrow(_shape, out _));
        Assert.False(publisher.TryBorrow(_shape, out _, Moment));
        Assert.Equal(QuaysideError.NoFreeSlot, Assert.Throws<QuaysideException>(() => publisher.Borrow(_shape, TimeSpan.Zero)).Error);
        Assert.Equal(3, publisher.Dropped);
        var first = Taken(reader);
        Assert.False(publisher.TryBorrow(_shape, out _));
        first.Dispose();
        Publish(publisher, 5);
        for (byte value = 2; value <= 5; value++)
        {
            using var frame = Taken(reader);
            AssertSeen(value, value, frame);
        }

        Assert.Equal(0, reader.Dropped);
    }

    [Fact]
    public void Where_readers_hold_all_slots_there_is_none_to_draw_in_and_a_look_more_helps()
    {
        using var publisher = FramePublisher.Open(Key, _shape, new FrameOptions { Slots = 3 });
        using var reader = FrameReader.Open(Key);
        Publish(publisher, 1);
        var first = Taken(reader);
        Publish(publisher, 2);
        var second = Taken(reader);
        Publish(publisher, 3);
        Assert.False(publisher.TryBorrow(_shape, out _));
        Assert.Equal(1, publisher.Dropped);
        second.Dispose();
        Publish(publisher, 4);
        Assert.Equal(1, first.Pixels[0]);
        first.Dispose();
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_publisher_without_a_slot_waits_for_one_to_be_given_back()
    {
        using var publisher = FramePublisher.Open(Key, _shape, new FrameOptions { Slots = 3 });
        using var reader = FrameReader.Open(Key);
        Publish(publisher, 1);
        using var first = Taken(reader);
        Publish(publisher, 2);
        var second = Taken(reader);
        Publish(publisher, 3);
        var borrowing = Background.Run(() => publisher.Borrow(_shape, Timeout.InfiniteTimeSpan));
        await Background.AssertBlocked(borrowing);

        second.Dispose();

        (await borrowing).Dispose();
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_reader_waits_for_the_next_frame_with_and_without_a_thread()
    {
        using var publisher = FramePublisher.Open(Key, _shape);
        using var reader = FrameReader.Open(Key);
        using var other = FrameReader.Open(Key);
        Assert.False(reader.TryTake(out _, Moment));
        Assert.False(reader.Wait(Moment));
        Assert.False(await reader.WaitAsync(Moment));
        var blocked = Background.Run(() => reader.TryTake(out var frame, Watchdog.Patience) ? frame : default);
        var waiting = other.TakeAsync().AsTask();
        await Background.AssertBlocked(Task.WhenAny(blocked, waiting));

        Publish(publisher, 1);

        using var one = await blocked;
        using var two = await waiting;
        Assert.Equal((1, 1), (one.Sequence, two.Sequence));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Frames_come_one_after_the_other_and_each_is_given_back_when_the_next_is_asked_for()
    {
        using var publisher = FramePublisher.Open(Key, _shape);
        using var reader = FrameReader.Open(Key);
        using var end = new CancellationTokenSource();
        Publish(publisher, 1);
        var seen = 0L;
        var earlier = default(Frame);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var frame in reader.ReadAllAsync(end.Token))
            {
                Assert.Equal(++seen, frame.Sequence);
                Assert.Throws<ObjectDisposedException>(() => earlier.Sequence);
                earlier = frame;
                if (seen == 50)
                {
                    await end.CancelAsync();
                }

                Publish(publisher, 1);
            }
        });

        Assert.Equal(50, seen);
        Assert.Throws<ObjectDisposedException>(() => earlier.Sequence);
    }

    [Fact]
    public void One_participant_publishes_at_a_time_and_the_role_passes_on()
    {
        using var first = FramePublisher.Open(Key, _shape);
        using var reader = FrameReader.Open(Key);
        using (var second = FramePublisher.Open(Key, _shape))
        {
            Publish(first, 1);
            var exception = Assert.Throws<QuaysideException>(() => second.Borrow(_shape));
            Assert.Equal(QuaysideError.OtherWriter, exception.Error);
            Assert.Contains($"process {Environment.ProcessId} (", exception.Message, StringComparison.Ordinal);
            first.Resign();
            Publish(second, 2);
            Assert.Throws<QuaysideException>(() => first.Borrow(_shape));
        }

        Publish(first, 3);
        using var frame = Taken(reader);
        AssertSeen(3, 3, frame);
    }

    [Fact]
    public void A_draft_that_is_given_up_was_never_there()
    {
        using var publisher = FramePublisher.Open(Key, _shape);
        using var reader = FrameReader.Open(Key);
        Publish(publisher, 1);
        using (var draft = publisher.Borrow(_shape))
        {
            draft.Pixels.Fill(99);
            Assert.Contains("one at a time", Assert.Throws<InvalidOperationException>(() => publisher.Borrow(_shape)).Message, StringComparison.Ordinal);
            Assert.Throws<InvalidOperationException>(publisher.Resign);
        }

        using (var frame = Taken(reader))
        {
            AssertSeen(1, 1, frame);
        }

        Publish(publisher, 2);
        using var next = Taken(reader);
        AssertSeen(2, 2, next);
    }

    [Fact]
    public void What_was_published_or_disposed_is_closed_in_every_copy()
    {
        using var publisher = FramePublisher.Open(Key, _shape);
        using var reader = FrameReader.Open(Key);
        var draft = publisher.Borrow(_shape);
        var copy = draft;
        Assert.Throws<ArgumentException>(() => copy.Publish(new FrameArea(10, 0, 7, 1)));
        _ = draft.Publish();
        Assert.Throws<ObjectDisposedException>(() => copy.Publish());
        Assert.Throws<ObjectDisposedException>(() => copy.Pixels.Length);
        Assert.Throws<ObjectDisposedException>(() => copy.Shape);
        copy.Dispose();

        using var next = publisher.Borrow(_shape);
        draft.Dispose();
        Assert.Equal(_shape, next.Shape);

        var frame = Taken(reader);
        var other = frame;
        frame.Dispose();
        Assert.Throws<ObjectDisposedException>(() => other.Sequence);
        Assert.Throws<ObjectDisposedException>(() => other.Pixels.Length);
        Assert.True(reader.TryTakeLatest(out var again));
        other.Dispose();
        Assert.Equal(1, again.Sequence);
        again.Dispose();

        Assert.Throws<ObjectDisposedException>(() => default(Frame).Shape);
        Assert.Throws<ObjectDisposedException>(() => default(FrameDraft).Shape);
        default(Frame).Dispose();
        default(FrameDraft).Dispose();
    }

    [Fact]
    public void A_reader_has_room_for_seven_open_frames()
    {
        using var publisher = FramePublisher.Open(Key, _shape);
        using var reader = FrameReader.Open(Key);
        Publish(publisher, 1);
        var frames = new Frame[7];
        for (var i = 0; i < frames.Length; i++)
        {
            Assert.True(reader.TryTakeLatest(out frames[i]));
        }

        Assert.Contains("7 frames", Assert.Throws<InvalidOperationException>(() => reader.TryTakeLatest(out _)).Message, StringComparison.Ordinal);
        frames[3].Dispose();
        Assert.True(reader.TryTakeLatest(out frames[3]));
        Array.ForEach(frames, frame => frame.Dispose());
    }

    [Fact]
    public void Who_is_disposed_leaves_when_the_last_open_frame_or_draft_is_closed()
    {
        var publisher = FramePublisher.Open(Key, _shape, new FrameOptions { Slots = 3 });
        var reader = FrameReader.Open(Key);
        Publish(publisher, 1);
        var frame = Taken(reader);
        reader.Dispose();
        Assert.Throws<ObjectDisposedException>(() => reader.TryTake(out _));
        Assert.Throws<ObjectDisposedException>(() => reader.Wait(TimeSpan.Zero));
        for (byte value = 2; value < 10; value++)
        {
            Publish(publisher, value);
            Assert.Equal(1, frame.Pixels[0]);
        }

        var draft = publisher.Borrow(_shape);
        publisher.Dispose();
        Assert.Throws<ObjectDisposedException>(() => publisher.Borrow(_shape));
        using (var heir = FramePublisher.Open(Key, _shape))
        {
            Assert.Equal(QuaysideError.OtherWriter, Assert.Throws<QuaysideException>(() => heir.Borrow(_shape)).Error);
            draft.Pixels.Fill(10);
            Assert.Equal(10, draft.Publish());
            Publish(heir, 11);
            Assert.Equal(1, frame.Pixels[0]);
        }

        frame.Dispose();
    }

    [Fact]
    public void Frames_of_different_shapes_share_the_slots_and_too_large_ones_are_refused()
    {
        var large = new FrameShape(64, 64, PixelFormat.Bgra);
        using var publisher = FramePublisher.Open(Key, large);
        using var reader = FrameReader.Open(Key);
        FrameShape[] shapes = [large, new(1, 1, PixelFormat.Gray8), new(64, 64, PixelFormat.Nv12), new(3, 5, PixelFormat.Rgb24, 11)];
        foreach (var shape in shapes)
        {
            using (var draft = publisher.Borrow(shape))
            {
                Assert.Equal(shape, draft.Shape);
                _ = draft.Publish();
            }

            using var frame = Taken(reader);
            Assert.Equal(shape, frame.Shape);
        }

        var huge = new FrameShape(65, 64, PixelFormat.Bgra);
        Assert.Contains("a slot takes", Assert.Throws<ArgumentException>(() => publisher.Borrow(huge)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => publisher.Borrow(default));
        Assert.Equal(QuaysideError.OtherType, Assert.Throws<QuaysideException>(() => FramePublisher.Open(Key, huge)).Error);
        using var smaller = FramePublisher.Open(Key, new FrameShape(1, 1, PixelFormat.Gray8), new FrameOptions { Slots = 9 });
        Assert.Equal((publisher.Slots, publisher.Capacity), (smaller.Slots, smaller.Capacity));
    }

    [Fact]
    public void Pixels_can_be_published_and_copied_at_once()
    {
        var shape = new FrameShape(3, 2, PixelFormat.Rgb24, 10);
        using var publisher = FramePublisher.Open(Key, shape);
        using var reader = FrameReader.Open(Key);
        var pixels = Enumerable.Range(0, 20).Select(i => (byte)i).ToArray();
        Assert.Equal(1, publisher.Publish(shape, pixels));
        using var frame = Taken(reader);
        var copy = new byte[20];
        frame.CopyTo(copy);
        Assert.Equal(pixels, copy);
        Assert.Equal(pixels[10..19], frame.Row(1).ToArray());
        Assert.Contains("takes 19", Assert.Throws<ArgumentException>(() => frame.CopyTo(new byte[19])).Message, StringComparison.Ordinal);
        Assert.Contains("19 are given", Assert.Throws<ArgumentException>(() => publisher.Publish(shape, pixels.AsSpan(0, 19))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reader_of_what_nobody_made_is_told_so()
    {
        Assert.Equal(QuaysideError.NotFound, Assert.Throws<QuaysideException>(() => FrameReader.Open(Key)).Error);
        using var value = LiveValue<long>.Open(Key);
        Assert.Equal(QuaysideError.OtherType, Assert.Throws<QuaysideException>(() => FrameReader.Open(Key)).Error);
        Assert.Throws<ArgumentException>(() => FramePublisher.Open(Key, default));
        Assert.Throws<ArgumentOutOfRangeException>(() => FramePublisher.Open(Key, _shape, new FrameOptions { Slots = 2 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => FramePublisher.Open(Key, _shape, new FrameOptions { Slots = 256 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => FramePublisher.Open(Key, _shape, new FrameOptions { WhenFull = (FrameFullMode)9 }));
    }

    private static void Publish(FramePublisher publisher, byte value)
    {
        using var draft = publisher.Borrow(_shape);
        draft.Pixels.Fill(value);
        _ = draft.Publish();
    }

    private static void AssertSeen(long sequence, byte value, Frame frame)
    {
        Assert.Equal(sequence, frame.Sequence);
        Assert.Equal(-1, frame.Pixels.IndexOfAnyExcept(value));
    }

    private static Frame Taken(FrameReader reader)
    {
        Assert.True(reader.TryTake(out var frame));
        return frame;
    }
}

public sealed class PlatformSafeKeyFrameTests() : FrameTests(KeyKind.PlatformSafe);

public sealed class InProcessFrameTests() : FrameTests(KeyKind.InProcess);
