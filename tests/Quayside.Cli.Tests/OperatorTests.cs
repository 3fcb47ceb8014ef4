// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Text.Json;
using Quayside.Testing;

namespace Quayside.Cli.Tests;

/// <summary>Listing, inspecting and removing what this test's own keys hold.</summary>
public sealed class OperatorTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void Ls_shows_a_held_segment_and_who_made_it()
    {
        var holder = _sandbox.Hold("put", _sandbox.Key, _sandbox.File("in", new byte[5000]));

        var line = Assert.Single(_sandbox.Run("ls").Lines, line => line.StartsWith("quaysidecli*", StringComparison.Ordinal));

        Assert.Matches($@" systemv +bytes +4\.9 KiB +1 +free +quayside {holder.Id} ", line);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(132)]
    public void Ls_fits_a_terminal_and_wraps_nothing(int columns)
    {
        _sandbox.Hold("put", _sandbox.Key, _sandbox.File("in", new byte[5000]));
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "needs script(1) of util-linux");

        var result = _sandbox.RunProgram(
            "/usr/bin/script", [], "--quiet", "--return", "--command",
            string.Create(CultureInfo.InvariantCulture, $"stty cols {columns}; '{Sandbox.Tool}' ls --all"), "/dev/null");

        // The runtime tells the terminal something before the first line.
        var lines = result.Text.Replace("\r", "", StringComparison.Ordinal).Replace("\e[?1h\e=", "", StringComparison.Ordinal).TrimEnd('\n').Split('\n');
        Assert.StartsWith("KEY", lines[0]);
        Assert.Contains(lines, line => line.StartsWith("quaysidecli", StringComparison.Ordinal));
        Assert.All(lines, line => Assert.True(line.Length <= columns, line));
    }

    [Fact]
    public void Ls_writes_json_with_names_that_other_verbs_take()
    {
        var holder = _sandbox.Hold("put", _sandbox.Key, _sandbox.File("in", [1, 2, 3]));

        using var json = JsonDocument.Parse(_sandbox.Run("ls", "--json").Text);

        var native = _sandbox.Run("key", _sandbox.Key).Lines;
        var entry = Assert.Single(
            json.RootElement.GetProperty("entries").EnumerateArray(), entry => entry.GetProperty("name").GetString() == native[0]);
        Assert.Equal(native[1], entry.GetProperty("lockName").GetString());
        Assert.Equal(3, entry.GetProperty("segment").GetProperty("size").GetInt64());
        Assert.Equal(1, entry.GetProperty("segment").GetProperty("attached").GetInt64());
        Assert.Equal(holder.Id, entry.GetProperty("segment").GetProperty("creator").GetProperty("pid").GetInt32());
        Assert.Equal("free", entry.GetProperty("lock").GetProperty("state").GetString());
        var key = entry.GetProperty("key").GetString()!;
        Assert.Contains(native[1], _sandbox.Run("inspect", key).Text);
    }

    [Fact]
    public void Inspect_shows_names_numbers_users_and_the_holder_of_the_lock()
    {
        var holder = _sandbox.Hold("put", _sandbox.Key, _sandbox.File("in", [1, 2, 3]));
        var locker = _sandbox.Start("lock", _sandbox.Key, "--", "sh", "-c", "echo inside; exec sleep 60");
        Assert.Equal("inside", locker.Read());

        var result = _sandbox.Run("inspect", _sandbox.Key);

        Assert.Equal(0, result.ExitCode);
        Assert.All(_sandbox.Run("key", _sandbox.Key).Lines, name => Assert.Contains(name, result.Text));
        Assert.Matches("System V key 0x51[0-9a-f]{6}", result.Text);
        Assert.Contains($"quayside {holder.Id}", result.Text);
        Assert.Contains($"held, holder quayside {locker.Id}", result.Text);
        Assert.Contains(_sandbox.Temporary.Path, result.Text);
        Assert.Contains("ipc:[", result.Text);
    }

    [Fact]
    public void Inspect_of_nothing_shows_where_it_looked()
    {
        var result = _sandbox.Run("inspect", _sandbox.Key);

        Assert.Equal(69, result.ExitCode);
        Assert.All(_sandbox.Run("key", _sandbox.Key).Lines, name => Assert.Contains(name, result.Text));
        Assert.Empty(_sandbox.Temporary.Names);
    }

    [Fact]
    public void Rm_refuses_while_somebody_is_attached_and_obeys_force()
    {
        _sandbox.Hold("put", _sandbox.Key, _sandbox.File("in", [1, 2, 3]));

        var refused = _sandbox.Run("rm", _sandbox.Key);
        Assert.Equal(76, refused.ExitCode);
        Assert.Contains("--force", refused.Errors);
        Assert.Equal([1, 2, 3], _sandbox.Run("get", _sandbox.Key).Output);

        var removed = _sandbox.Run("rm", _sandbox.Key, "--force");
        Assert.Equal(0, removed.ExitCode);
        Assert.Contains("removed the segment", removed.Text);
        Assert.Contains("removed the lock", removed.Text);
        Assert.Empty(_sandbox.Temporary.Names);
        Assert.Equal(69, _sandbox.Run("rm", _sandbox.Key).ExitCode);
    }

    [Fact]
    public void Rm_removes_what_a_killed_holder_left()
    {
        var killed = _sandbox.Hold("put", _sandbox.Key, _sandbox.File("in", [1, 2, 3]));
        var traces = SystemVTraces.Of(_sandbox.Temporary);
        killed.Kill();

        Assert.Equal(0, _sandbox.Run("rm", _sandbox.Key).ExitCode);

        Assert.Empty(_sandbox.Temporary.Names);
        Assert.Empty(SystemVTraces.StillThere(traces));
    }

    [Fact]
    public void Watch_tells_of_making_and_removing_and_ends_by_count()
    {
        var watch = _sandbox.Start("watch", _sandbox.Key, "--count", "2", "--timeout", "60");
        var holder = _sandbox.Hold("put", _sandbox.Key, _sandbox.File("in", [1, 2, 3]));

        Assert.EndsWith(" created 3 bytes", watch.Read());
        holder.Signal(15);
        Assert.EndsWith(" removed", watch.Read());

        Assert.Equal(0, watch.WaitForExit());
        Watchdog.WaitFor("the holder to tidy up", () => _sandbox.Temporary.Names.Count == 0);
    }

    [Fact]
    public void Watch_writes_a_line_of_json_for_each_change()
    {
        _sandbox.Hold("put", _sandbox.Key, _sandbox.File("in", [1, 2, 3]));

        using var json = JsonDocument.Parse(_sandbox.Run("watch", _sandbox.Key, "--json", "--count", "1").Text);

        Assert.Equal("created", json.RootElement.GetProperty("change").GetString());
        Assert.Equal(3, json.RootElement.GetProperty("size").GetInt64());
    }

    [Theory]
    [InlineData(2)]
    [InlineData(15)]
    public void Watch_ends_in_good_order_on_a_signal(int signal)
    {
        _sandbox.Hold("put", _sandbox.Key, _sandbox.File("in", [1]));
        var watch = _sandbox.Start("watch", _sandbox.Key);
        Assert.Contains("created", watch.Read());

        watch.Signal(signal);

        Assert.Equal(0, watch.WaitForExit());
    }

    [Fact]
    public void Watch_says_when_too_few_changes_came_in_time()
    {
        var result = _sandbox.Run("watch", _sandbox.Key, "--count", "1", "--timeout", "0.3");

        Assert.Equal(69, result.ExitCode);
        Assert.Contains("0 of 1 changes", result.Errors);
        Assert.Empty(_sandbox.Temporary.Names);
    }
}
