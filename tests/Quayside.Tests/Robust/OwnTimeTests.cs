// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Robust;

/// <summary>A call keeps its own time and cancellation, whatever another thread of the same object waits for, and for however long.</summary>
public abstract class OwnTimeTests(KeyKind kind) : RobustTest(kind)
{
    private static readonly FrameShape _shape = new(4, 4, PixelFormat.Bgra);
    private static readonly QuaysideSegmentOptions _waiting = new() { WriterTimeout = Timeout.InfiniteTimeSpan };

    [Fact]
    public void A_publisher_s_calls_end_while_another_thread_of_it_waits_for_a_slot()
    {
        using var publisher = FramePublisher.Open(Key, _shape, new FrameOptions { Slots = 3 });
        using var reader = FrameReader.Open(Key);
        var frames = new List<Frame>();
        for (var slot = 0; slot < 3; slot++)
        {
            _ = publisher.Publish(_shape, new byte[_shape.Size]);
            Assert.True(reader.TryTake(out var frame));
            frames.Add(frame);
        }

        var waiter = Begin(() => publisher.Borrow(_shape, Timeout.InfiniteTimeSpan).Dispose());
        Assert.True(Ends(() => Assert.False(publisher.TryBorrow(_shape, out _))));
        Assert.True(Ends(() => Assert.False(publisher.TryBorrow(_shape, out _, Moment))));
        using var end = new CancellationTokenSource(Moment);
        Assert.True(Ends(() => Assert.ThrowsAny<OperationCanceledException>(() => publisher.Borrow(_shape, Timeout.InfiniteTimeSpan, end.Token))));
        Assert.True(Ends(publisher.Resign));
        Assert.False(waiter.IsCompleted);

        frames.ForEach(frame => frame.Dispose());
        Watchdog.WaitFor("a slot", () => waiter.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_publisher_s_calls_end_while_another_thread_of_it_waits_for_the_role()
    {
        using var other = FramePublisher.Open(Key, _shape);
        _ = other.Publish(_shape, new byte[_shape.Size]);
        using var publisher = FramePublisher.Open(Key, _shape, new FrameOptions { Segment = _waiting });

        var waiter = Begin(() => publisher.Borrow(_shape).Dispose());
        Assert.True(Ends(() => Assert.False(publisher.TryBorrow(_shape, out _))));
        using var end = new CancellationTokenSource(Moment);
        Assert.True(Ends(() => Assert.ThrowsAny<OperationCanceledException>(() => publisher.Borrow(_shape, Timeout.InfiniteTimeSpan, end.Token))));
        Assert.True(Ends(publisher.Resign));
        Assert.False(waiter.IsCompleted);

        other.Resign();
        Watchdog.WaitFor("the role", () => waiter.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_publisher_is_disposed_while_threads_of_it_wait_for_the_role_and_for_each_other()
    {
        using var other = FramePublisher.Open(Key, _shape);
        _ = other.Publish(_shape, new byte[_shape.Size]);
        var publisher = FramePublisher.Open(Key, _shape, new FrameOptions { Segment = _waiting });

        Task[] waiters = [.. Enumerable.Range(0, 3).Select(_ => Begin(() => publisher.Borrow(_shape, Timeout.InfiniteTimeSpan).Dispose()))];
        Assert.True(Ends(publisher.Dispose));
        Watchdog.WaitFor("the end of the waits", () => waiters.All(waiter => waiter.IsFaulted));
        Assert.All(waiters, waiter => Assert.IsType<ObjectDisposedException>(waiter.Exception!.InnerException));
    }

    [Fact]
    public void A_live_value_s_calls_end_while_another_thread_of_it_waits_for_the_role()
    {
        using var other = LiveValue<long>.Open(Key);
        _ = other.Write(1);
        using var value = LiveValue<long>.Open(Key, _waiting);

        var waiter = Begin(() => value.Write(2));
        Assert.True(Ends(value.Resign));
        Assert.True(Ends(() => Assert.Equal(1, value.Read())));
        Assert.False(waiter.IsCompleted);

        other.Resign();
        Watchdog.WaitFor("the role", () => waiter.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_live_buffer_s_calls_end_while_another_thread_of_it_waits_for_the_role()
    {
        using var other = LiveBuffer.Open(Key, 8);
        _ = other.Write([1]);
        var buffer = LiveBuffer.Open(Key, 8, _waiting);

        Task[] waiters = [.. Enumerable.Range(0, 3).Select(_ => Begin(() => buffer.Write([2])))];
        Assert.True(Ends(buffer.Resign));
        Assert.DoesNotContain(waiters, waiter => waiter.IsCompleted);

        Assert.True(Ends(buffer.Dispose));
        Watchdog.WaitFor("the end of the waits", () => waiters.All(waiter => waiter.IsFaulted));
        Assert.All(waiters, waiter => Assert.IsType<ObjectDisposedException>(waiter.Exception!.InnerException));
    }

    [Fact]
    public void Each_of_several_writers_gives_up_for_itself_when_another_participant_keeps_the_role()
    {
        using var other = LiveValue<long>.Open(Key);
        _ = other.Write(1);
        using var value = LiveValue<long>.Open(Key, new QuaysideSegmentOptions { WriterTimeout = Moment });

        Task[] waiters = [.. Enumerable.Range(0, 3).Select(_ => Begin(() => value.Write(2)))];
        Watchdog.WaitFor("the end of the waits", () => waiters.All(waiter => waiter.IsFaulted));
        Assert.All(waiters, waiter => Assert.Equal(QuaysideError.OtherWriter, Assert.IsType<QuaysideException>(waiter.Exception!.InnerException).Error));
    }

    // On a thread of its own, and waits until it waits.
    private protected static Task Begin(Action wait)
    {
        var task = Task.Factory.StartNew(wait, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Thread.Sleep(Moment);
        return task;
    }

    // The others wait without end, so whoever waits for one of them does not end either.
    private protected static bool Ends(Action call)
    {
        var task = Task.Factory.StartNew(call, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return Task.WaitAny([task], TimeSpan.FromSeconds(2)) == 0 && (task.IsFaulted ? throw task.Exception!.InnerException! : true);
    }
}

public sealed class PlatformSafeKeyOwnTimeTests() : OwnTimeTests(KeyKind.PlatformSafe)
{
    [Fact]
    public void A_call_that_waits_for_a_monitor_which_another_holds_through_a_wait_is_found()
    {
        var monitor = new Lock();
        using var end = new ManualResetEventSlim();
        var waiter = Begin(() =>
        {
            lock (monitor)
            {
                end.Wait();
            }
        });

        Assert.False(Ends(() =>
        {
            lock (monitor)
            {
            }
        }));
        end.Set();
        Watchdog.WaitFor("the end of the wait", () => waiter.IsCompletedSuccessfully);
    }
}

public sealed class InProcessOwnTimeTests() : OwnTimeTests(KeyKind.InProcess);
