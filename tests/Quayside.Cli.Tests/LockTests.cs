// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;

namespace Quayside.Cli.Tests;

/// <summary><c>lock</c> runs a command as if it stood there alone, but alone.</summary>
public sealed class LockTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(77)]
    [InlineData(255)]
    public void Lock_ends_with_the_commands_exit_code(int code) =>
        Assert.Equal(code, _sandbox.Run("lock", _sandbox.Key, "--", "sh", "-c", $"exit {code}").ExitCode);

    [Fact]
    public void Lock_ends_as_shells_do_when_a_signal_killed_the_command() =>
        Assert.Equal(128 + 9, _sandbox.Run("lock", _sandbox.Key, "--", "sh", "-c", "kill -9 $$").ExitCode);

    [Fact]
    public void The_command_has_the_standard_streams_and_its_own_options()
    {
        var result = _sandbox.RunWithInput("in"u8.ToArray(), "lock", _sandbox.Key, "--", "sh", "-c", "cat; echo $0 $1 >&2", "--help", "@x");

        Assert.Equal("in", result.Text);
        Assert.Equal("--help @x\n", result.Errors);
    }

    [Fact]
    public void A_command_that_does_not_exist_is_127_and_one_that_cannot_run_is_126()
    {
        ErrorTests.AssertError(127, "nonesuch", _sandbox.Run("lock", _sandbox.Key, "--", "nonesuch"));
        ErrorTests.AssertError(127, "/nonesuch", _sandbox.Run("lock", _sandbox.Key, "--", "/nonesuch"));
        ErrorTests.AssertError(126, "cannot be executed", _sandbox.Run("lock", _sandbox.Key, "--", _sandbox.File("text", "x"u8)));
        Assert.Empty(_sandbox.Temporary.Names);
    }

    [Fact]
    public void Lock_works_without_a_segment_and_leaves_nothing()
    {
        var holder = StartHoldingLock();
        var traces = SystemVTraces.Of(_sandbox.Temporary);
        Assert.NotEmpty(traces);

        Assert.Equal(0, holder.WaitForExit());

        Assert.Empty(_sandbox.Temporary.Names);
        Assert.Empty(SystemVTraces.StillThere(traces));
    }

    [Fact]
    public void Lock_keeps_readers_out_and_leaves_the_segment_alone()
    {
        _sandbox.Hold("put", _sandbox.Key, _sandbox.File("in", [1, 2, 3]));
        var holder = StartHoldingLock();

        ErrorTests.AssertError(75, $"process {holder.Id} ", _sandbox.Run("get", _sandbox.Key, "--timeout", "0.3"));
        Assert.Equal(0, holder.WaitForExit());

        Assert.Equal([1, 2, 3], _sandbox.Run("get", _sandbox.Key).Output);
    }

    [Fact]
    public void Lock_gives_up_after_its_timeout_and_does_not_run_the_command()
    {
        StartHoldingLock();

        ErrorTests.AssertError(75, "--timeout", _sandbox.Run("lock", _sandbox.Key, "--timeout", "0.3", "--", "echo", "ran"));
    }

    [Fact]
    public void Somebody_at_a_terminal_sees_that_lock_waits()
    {
        StartHoldingLock();

        var result = Pseudoterminal.Run(_sandbox, "lock", _sandbox.Key, "--timeout", "1.5", "--", "true");

        Assert.Equal(75, result.ExitCode);
        Assert.Contains($"waiting for the lock of '{_sandbox.Key}' (1 s; Ctrl-C stops)\r\e[K", result.Text);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(15)]
    public void A_signal_ends_the_wait_for_the_lock(int signal)
    {
        StartHoldingLock();
        var waiting = _sandbox.Start("lock", _sandbox.Key, "--", "echo", "ran");
        Assert.True(waiting.IsSilentFor(TimeSpan.FromSeconds(1)));

        waiting.Signal(signal);

        Assert.Equal(128 + signal, waiting.WaitForExit());
        Assert.StartsWith($"quayside: Stopped by signal {signal}", waiting.Errors);
    }

    [Fact]
    public void Sigterm_is_passed_on_to_the_command_and_the_lock_released()
    {
        var holder = _sandbox.Start(
            "lock", _sandbox.Key, "--", "sh", "-c", "trap 'echo told; exit 9' TERM; echo ready; while :; do sleep 0.05; done");
        Assert.Equal("ready", holder.Read());

        holder.Signal(15);

        Assert.Equal("told", holder.Read());
        Assert.Equal(9, holder.WaitForExit());
        Assert.Empty(_sandbox.Temporary.Names);
    }

    [Fact]
    public void Sigint_is_left_to_the_command()
    {
        var holder = StartHoldingLock();

        holder.Signal(2);

        Assert.True(holder.IsSilentFor(TimeSpan.FromMilliseconds(500)));
        Assert.False(holder.HasExited);
        Assert.Equal(0, holder.WaitForExit());
    }

    /// <summary>Starts a command that runs, with the lock held, until its standard input ends.</summary>
    private ChildProcess StartHoldingLock()
    {
        var holder = _sandbox.Start("lock", _sandbox.Key, "--", "sh", "-c", "echo ready; cat");
        Assert.Equal("ready", holder.Read());
        return holder;
    }
}
