// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;

namespace Quayside.Cli.Tests;

/// <summary>However a holder ends, short of being killed, it leaves nothing behind; and what a killed one leaves hinders nobody.</summary>
public sealed class HoldingTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void The_traces_of_a_held_segment_can_be_seen()
    {
        _sandbox.Hold("put", _sandbox.Key, _sandbox.File("in", [1]));

        Assert.Equal(["sem", "shm"], SystemVTraces.Of(_sandbox.Temporary).Select(t => t[..3]).Order());
    }

    [Theory]
    [InlineData("put")]
    [InlineData("picture", "put")]
    public void Put_for_a_time_ends_by_itself_and_leaves_nothing(params string[] verb)
    {
        var holder = _sandbox.Hold([.. verb, _sandbox.Key, _sandbox.File("in", Png.Of(1, 1, 0xFF0000FF)), "--for", "2"]);
        var traces = SystemVTraces.Of(_sandbox.Temporary);

        Assert.Equal(0, holder.WaitForExit());

        AssertNothingLeft(traces);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(15)]
    public void A_signal_ends_put_in_good_order(int signal)
    {
        var holder = _sandbox.Hold("put", _sandbox.Key, _sandbox.File("in", [1, 2, 3]));
        var traces = SystemVTraces.Of(_sandbox.Temporary);

        holder.Signal(signal);

        Assert.Equal(0, holder.WaitForExit());
        AssertNothingLeft(traces);
    }

    [Fact]
    public void A_killed_holder_does_not_hinder_the_next_put()
    {
        _sandbox.Hold("put", _sandbox.Key, _sandbox.File("in", [1, 2, 3])).Kill();

        var holder = _sandbox.Hold("put", _sandbox.Key, _sandbox.File("next", [4, 5]));
        var traces = SystemVTraces.Of(_sandbox.Temporary);
        Assert.Equal([4, 5], _sandbox.Run("get", _sandbox.Key).Output);
        holder.Signal(15);
        Assert.Equal(0, holder.WaitForExit());

        AssertNothingLeft(traces);
    }

    [Fact]
    public void What_a_killed_holder_left_can_be_copied_until_it_is_removed()
    {
        var killed = _sandbox.Hold("put", _sandbox.Key, _sandbox.File("in", [1, 2, 3]));
        var traces = SystemVTraces.Of(_sandbox.Temporary);
        killed.Kill();

        Assert.Equal([1, 2, 3], _sandbox.Run("get", _sandbox.Key).Output);
        Assert.Equal([1, 2, 3], _sandbox.Run("get", _sandbox.Key).Output);

        Assert.Equal(0, _sandbox.Run("rm", _sandbox.Key).ExitCode);
        Assert.Equal(69, _sandbox.Run("get", _sandbox.Key).ExitCode);
        AssertNothingLeft(traces);
    }

    [Fact]
    public void Get_leaves_nothing_when_there_is_nothing()
    {
        Assert.Equal(69, _sandbox.Run("get", _sandbox.Key).ExitCode);

        Assert.Empty(_sandbox.Temporary.Names);
    }

    private void AssertNothingLeft(IReadOnlyList<string> traces)
    {
        Assert.Empty(_sandbox.Temporary.Names);
        Assert.NotEmpty(traces);
        Assert.Empty(SystemVTraces.StillThere(traces));
    }
}
