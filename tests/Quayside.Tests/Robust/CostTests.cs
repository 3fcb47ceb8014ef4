// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Robust;

/// <summary>What is free while nobody waits: no system call, nothing for the garbage collector.</summary>
public sealed class CostTests : IDisposable
{
    private const int Times = 1000;

    private readonly string _key = UniqueKey.Next();
    private readonly PrivateDirectory _files = new();

    public void Dispose() => _files.Dispose();

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Locks_values_signals_and_frames_call_the_kernel_only_if_somebody_waits()
    {
        await Task.Yield();
        Assert.Empty(Trace());
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Publishing_wakes_through_the_kernel_whoever_sleeps()
    {
        using var signal = ChangeSignal.Open(_key);
        var change = signal.WaitForChangeAsync(0, Timeout.InfiniteTimeSpan).AsTask();
        await Background.AssertBlocked(change);

        Assert.Contains(Trace(), call => call.Contains("futex(", StringComparison.Ordinal));
        await change;
    }

    [Fact]
    public void Nothing_is_allocated_by_what_does_not_wait()
    {
        using var gate = RobustLock.Open($"{_key} lock");
        using var signal = ChangeSignal.Open(_key);
        using var value = LiveValue<Guid>.Open($"{_key} value");
        var shape = new FrameShape(8, 8, PixelFormat.Bgra);
        using var publisher = FramePublisher.Open($"{_key} frames", shape);
        using var reader = FrameReader.Open($"{_key} frames");
        using var every = FrameReader.Open($"{_key} frames", new FrameReaderOptions { Delivery = FrameDelivery.Every });
        var pixels = new byte[shape.Size];
        var number = Guid.NewGuid();
        var operations = new Dictionary<string, Action>
        {
            ["enter and leave"] = () =>
            {
                _ = gate.Enter();
                gate.Leave();
            },
            ["write"] = () => value.Write(in number),
            ["read"] = () => _ = value.Read(),
            ["publish"] = () => signal.Publish(),
            ["wait for a change that is there"] = () =>
            {
                var version = 0L;
                Assert.True(signal.WaitForChange(ref version, Timeout.InfiniteTimeSpan));
            },
            ["draw and publish a frame"] = () =>
            {
                using var draft = publisher.Borrow(shape);
                draft.Pixels.Fill(1);
                _ = draft.Publish(new FrameArea(0, 0, 1, 1));
            },
            ["look at the latest frame"] = () =>
            {
                Assert.True(reader.TryTakeLatest(out var frame));
                _ = frame.Pixels[0] + frame.Row(1)[0] + frame.Age.Ticks + frame.Damage!.Value.X;
                frame.Dispose();
            },
            ["look at each frame as it comes"] = () =>
            {
                _ = publisher.Publish(shape, pixels);
                Assert.True(every.TryTake(out var frame, Timeout.InfiniteTimeSpan));
                frame.CopyTo(pixels);
                frame.Dispose();
            },
        };
        foreach (var (name, operation) in operations)
        {
            Assert.Equal((name, 0L), (name, Allocated(operation)));
        }

        Assert.NotEqual(0, Allocated(() => GC.KeepAlive(new object())));
    }

    /// <summary>Lets another process do it all a thousand times, and returns what it called in between.</summary>
    private List<string> Trace()
    {
        var strace = Tool.Require("strace");
        Assert.SkipUnless(Tool.Run(strace, ["-qq", "-o", _files["probe"], "true"]) == 0, "The system does not permit strace.");

        // Compiled once and for good: hot code that is compiled anew calls the kernel.
        using (var child = ChildProcess.Start(strace, ["-f", "-qq", "-o", _files["trace"], Host.Path], [new("DOTNET_TieredCompilation", "0")]))
        {
            Assert.Equal("done", child.Ask($"stretch\t{_key}"));
            Assert.Equal(0, child.WaitForExit());
        }

        var lines = File.ReadAllLines(_files["trace"]);
        var begin = Array.FindIndex(lines, line => line.Contains("the stretch begins", StringComparison.Ordinal));
        var end = Array.FindIndex(lines, line => line.Contains("the stretch ends", StringComparison.Ordinal));
        Assert.InRange(begin, 0, end - 1);
        var thread = lines[begin].Split(' ')[0];

        // Another thread's call may have come between the beginning and the end of one.
        return [.. lines[(begin + 1)..end].Where(line => line.StartsWith($"{thread} ", StringComparison.Ordinal) && !line.Contains("resumed>", StringComparison.Ordinal))];
    }

    private static long Allocated(Action operation)
    {
        operation();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Times; i++)
        {
            operation();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
