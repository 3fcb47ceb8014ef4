// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Crash.Tests.Torture;
using Quayside.Platform.Common;
using Quayside.Testing;
using Quayside.Waiting;

namespace Quayside.Crash.Tests.Steps;

/// <summary>A process that is only stopped, as by SIGSTOP or a debugger, keeps what it holds.</summary>
public sealed class StoppedTests
{
    private const int Continue = 18;

    private static readonly TimeSpan _stop = TimeSpan.FromSeconds(10);

    private readonly IpcKey _key = IpcKey.PlatformSafe(UniqueKey.Next());

    [Fact(Timeout = Watchdog.Milliseconds)]
    public Task An_owner_that_is_stopped_for_ten_seconds_keeps_its_lock() => Task.Run(() =>
    {
        using var robustLock = RobustLock.Open(_key);
        using var owner = StartStopped("lock", CrashStep.LockTaken, "enter");
        Assert.Equal(RobustLockResult.TimedOut, robustLock.TryEnter(_stop));

        owner.Signal(Continue);
        Assert.Equal("Acquired", owner.Read());
        Assert.Equal(RobustLockResult.TimedOut, robustLock.TryEnter(TimeSpan.Zero));
        Assert.Equal("done", owner.Ask("do leave"));
        Assert.Equal(RobustLockResult.Acquired, robustLock.TryEnter(Watchdog.Patience));
    });

    [Fact(Timeout = Watchdog.Milliseconds)]
    public Task A_writer_that_is_stopped_for_ten_seconds_stays_the_writer() => Task.Run(() =>
    {
        using var value = LiveValue<Block>.Open(_key, new QuaysideSegmentOptions { WriterTimeout = _stop });
        using var writer = StartStopped("value", CrashStep.PayloadCopied, "write");
        Assert.Equal(QuaysideError.OtherWriter, Assert.Throws<QuaysideException>(() => value.Write(Block.Of(1))).Error);
        Assert.False(value.TryRead(out _));

        writer.Signal(Continue);
        Assert.Equal("1", writer.Read());
        Assert.Equal(1, Block.NumberOf(value.Read()));
        Assert.Equal("done", writer.Ask("do resign"));
        Assert.Equal(2, value.Write(Block.Of(2)));
    });

    private ChildProcess StartStopped(string kind, CrashStep step, string operation)
    {
        var process = ChildProcess.Start(
            Repository.Executable("tests/Quayside.CrashSteps", "Quayside.CrashSteps"), [kind, _key.ToString(), "64"]);
        Assert.StartsWith("opened", process.Ask("do open"), StringComparison.Ordinal);
        process.Send($"stop {step} 1 - {operation}");
        Watchdog.WaitFor("the stop", () => File.ReadAllText($"/proc/{process.Id}/stat").Split(") ")[^1].StartsWith('T'));
        return process;
    }
}
