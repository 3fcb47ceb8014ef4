// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Text.Json;
using Quayside.Diagnostics;
using Quayside.Testing;

namespace Quayside.Cli.Tests;

/// <summary>Small texts under a key, set, got and watched; and what the other verbs say of them.</summary>
public sealed class LiveTests : IDisposable
{
    private const int SigInt = 2;
    private const int SigTerm = 15;

    private readonly Sandbox _sandbox = new();
    private readonly string _key = UniqueKey.Next("quayside-live");

    public LiveTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "Live values are on Linux.");

    private IpcKey SafeKey => IpcKey.PlatformSafe(_key);

    public void Dispose()
    {
        _sandbox.Dispose();
        _ = IpcInventory.Remove(SafeKey, force: true);
    }

    [Theory]
    [InlineData("listening to Satie")]
    [InlineData("{\"artist\": \"Björk\", \"track\": 3}")]
    [InlineData("")]
    [InlineData("two\nlines")]
    public void A_value_stays_and_is_got_as_it_was_set(string value)
    {
        Assert.Equal((0, ""), Set(value));

        var result = _sandbox.Run("live", "get", _key);

        Assert.Equal((0, value + "\n", ""), (result.ExitCode, result.Text, result.Errors));
    }

    [Fact]
    public void Json_tells_value_version_and_age()
    {
        Set("first");
        Set("second \u001b[31m");

        using var json = JsonDocument.Parse(_sandbox.Run("live", "get", _key, "--json").Text);

        Assert.Equal("second \u001b[31m", json.RootElement.GetProperty("value").GetString());
        Assert.Equal(2, json.RootElement.GetProperty("version").GetInt64());
        Assert.InRange(json.RootElement.GetProperty("age").GetDouble(), 0, 3600);
        Assert.InRange(json.RootElement.GetProperty("time").GetDateTimeOffset(), DateTimeOffset.Now - TimeSpan.FromHours(1), DateTimeOffset.Now + TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void Standard_input_is_a_value_less_its_last_line_end()
    {
        Assert.Equal(0, _sandbox.RunWithInput("a\nb\n\n"u8.ToArray(), "live", "set", _key, "-").ExitCode);
        Assert.Equal("a\nb\n\n", _sandbox.Run("live", "get", _key).Text);

        var bad = _sandbox.RunWithInput([0xff, 0xfe], "live", "set", _key, "-");
        Assert.Equal(65, bad.ExitCode);
        Assert.Contains("UTF-8", bad.Errors, StringComparison.Ordinal);
        Assert.Equal("a\nb\n\n", _sandbox.Run("live", "get", _key).Text);
    }

    [Fact]
    public void Get_of_nothing_says_so_and_waits_when_it_is_told_to()
    {
        var none = _sandbox.Run("live", "get", _key);
        Assert.Equal(69, none.ExitCode);
        Assert.Equal("", none.Text);
        Assert.Equal(69, _sandbox.Run("live", "get", _key, "--wait", "0.2").ExitCode);

        var waiting = _sandbox.Start("live", "get", _key, "--wait", "60");
        using var buffer = LiveBuffer.Open(SafeKey, 10);
        Assert.True(waiting.IsSilentFor(TimeSpan.FromMilliseconds(200)));
        buffer.Write("here"u8);
        Assert.Equal("here", waiting.Read());
        Assert.Equal(0, waiting.WaitForExit());
    }

    [Fact]
    public void Get_of_a_buffer_without_a_value_says_so()
    {
        using var buffer = LiveBuffer.Open(SafeKey, 10);

        var result = _sandbox.Run("live", "get", _key);

        Assert.Equal(69, result.ExitCode);
        Assert.Contains("--wait", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_and_other_kinds_are_no_text()
    {
        using (var buffer = LiveBuffer.Open(SafeKey, 10))
        {
            buffer.Write([0xff]);
            var bytes = _sandbox.Run("live", "get", _key);
            Assert.Equal(65, bytes.ExitCode);
            Assert.Contains("not UTF-8", bytes.Errors, StringComparison.Ordinal);
        }

        using var other = RobustLock.Open(SafeKey);
        var kind = _sandbox.Run("live", "get", _key);
        Assert.Equal(65, kind.ExitCode);
        Assert.Contains("RobustLock", kind.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_does_not_fit_changes_nothing()
    {
        var tooLong = new string('x', 5000);
        var refused = Set(tooLong);
        Assert.Equal(64, refused.ExitCode);
        Assert.Contains("--capacity 5000", refused.Errors, StringComparison.Ordinal);
        Assert.Null(IpcInventory.Inspect(SafeKey).Entry.Segment);

        Assert.Equal(64, Set("12345", "--capacity", "4").ExitCode);
        Assert.Equal(0, Set("1234", "--capacity", "4").ExitCode);
        refused = Set("12345");
        Assert.Equal(64, refused.ExitCode);
        Assert.Contains("quayside rm", refused.Errors, StringComparison.Ordinal);
        Assert.Equal("1234\n", _sandbox.Run("live", "get", _key).Text);
        Assert.Equal(65, Set("12345", "--capacity", "5").ExitCode);
        Assert.Equal(64, Set("1", "--capacity", "0").ExitCode);
    }

    [Fact]
    public void Set_fails_while_another_program_is_the_writer()
    {
        using var writer = LiveBuffer.Open(SafeKey, 100);
        writer.Write("mine"u8);

        var result = Set("yours");

        Assert.Equal(76, result.ExitCode);
        Assert.Contains("one writer", result.Errors, StringComparison.Ordinal);
        writer.Resign();
        Assert.Equal(0, Set("yours").ExitCode);
    }

    [Theory]
    [InlineData("systemv:/tmp/x")]
    [InlineData("posix:/a/b")]
    public void A_key_that_can_have_no_live_value_is_refused_with_the_reason(string key)
    {
        var result = _sandbox.Run("live", "get", key);

        Assert.Equal(64, result.ExitCode);
        Assert.Single(result.Errors.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void Watch_prints_the_value_that_is_there_and_each_new_one_as_a_line()
    {
        Set("one");
        var watch = _sandbox.Start("live", "watch", _key, "--count", "3", "--timeout", "60");
        Assert.Equal("one", watch.Read());
        Set("two\nlines");
        Assert.Equal("two\\nlines", watch.Read());
        Set("\u001b[2J");
        Assert.Equal("\\u001b[2J", watch.Read());
        Assert.Equal(0, watch.WaitForExit());
    }

    [Fact]
    public void Watch_waits_for_a_first_value_and_writes_lines_of_json()
    {
        var watch = _sandbox.Start("live", "watch", _key, "--json", "--count", "1", "--timeout", "60");
        Assert.True(watch.IsSilentFor(TimeSpan.FromMilliseconds(300)));
        Set("hello");

        using var json = JsonDocument.Parse(watch.Read());

        Assert.Equal(("hello", 1L), (json.RootElement.GetProperty("value").GetString(), json.RootElement.GetProperty("version").GetInt64()));
        Assert.Equal(0, watch.WaitForExit());
    }

    [Theory]
    [InlineData(SigInt, true)]
    [InlineData(SigTerm, true)]
    [InlineData(SigTerm, false)]
    public void Watch_ends_in_good_order_on_a_signal(int signal, bool hasValue)
    {
        if (hasValue)
        {
            Set("there");
        }

        var watch = _sandbox.Start("live", "watch", _key);
        if (hasValue)
        {
            Assert.Equal("there", watch.Read());
        }
        else
        {
            Assert.True(watch.IsSilentFor(TimeSpan.FromMilliseconds(500)));
        }

        watch.Signal(signal);

        Assert.Equal(0, watch.WaitForExit());
        Assert.Equal("", watch.Errors.Trim());
    }

    [Fact]
    public void Watch_says_when_too_few_values_came_in_time()
    {
        var result = _sandbox.Run("live", "watch", _key, "--count", "1", "--timeout", "0.3");

        Assert.Equal(69, result.ExitCode);
        Assert.Contains("0 of 1 values", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_killed_watch_and_a_killed_get_keep_nobody_from_anything()
    {
        Set("one");
        var watch = _sandbox.Start("live", "watch", _key);
        Assert.Equal("one", watch.Read());
        watch.Kill();

        Assert.Equal((0, ""), Set("two"));
        Assert.Equal(0, _sandbox.Run("rm", _key).ExitCode);
    }

    [Fact]
    public void Inspect_shows_participants_writer_and_version_of_the_segment_of_a_plain_text()
    {
        using var buffer = LiveBuffer.Open(SafeKey, 100);
        buffer.Write("four"u8);

        var result = _sandbox.Run("inspect", _key);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains(SafeKey.NativeName, result.Text, StringComparison.Ordinal);
        Assert.Matches(@"quayside +LiveBuffer\n", result.Text);
        Assert.Matches(@"state +in use\n", result.Text);
        Assert.Matches(@"version +1, 4 bytes, written \d+ s ago\n", result.Text);
        Assert.Matches($@"writer +\S.* {Environment.ProcessId} in place 0\n", result.Text);
        Assert.Matches(@"PLACE +PROCESS +NAME +SINCE +STATE\n", result.Text);
        Assert.Matches($@"\n +0 +{Environment.ProcessId} +\S.* +\d+ (s|min) +alive\n", result.Text);

        using var json = JsonDocument.Parse(_sandbox.Run("inspect", _key, "--json").Text);
        var quayside = json.RootElement.GetProperty("entry").GetProperty("quayside");
        Assert.Equal("liveBuffer", quayside.GetProperty("kind").GetString());
        Assert.Equal("used", quayside.GetProperty("use").GetString());
        Assert.Equal(Environment.ProcessId, quayside.GetProperty("participants")[0].GetProperty("pid").GetInt32());
        Assert.Equal(0, quayside.GetProperty("lock").GetProperty("owner").GetProperty("place").GetInt32());
    }

    [Fact]
    public void Ls_shows_the_kind_and_that_a_persistent_one_is_kept()
    {
        Set("stays");

        var line = Assert.Single(_sandbox.Run("ls").Lines, line => line.StartsWith(SafeKey.ToString(), StringComparison.Ordinal));

        Assert.Matches(" posix +liveBuffer +[0-9.]+ KiB +kept +free ", line);
    }

    [Fact]
    public void Rm_refuses_while_somebody_takes_part_and_names_who()
    {
        Set("stays");
        using (LiveBuffer.OpenReadOnly(SafeKey))
        {
            using var participant = LiveBuffer.OpenExisting(SafeKey);
            var refused = _sandbox.Run("rm", _key);
            Assert.Equal(76, refused.ExitCode);
            Assert.Contains($" {Environment.ProcessId}, readers", refused.Errors, StringComparison.Ordinal);
        }

        Assert.Equal(0, _sandbox.Run("rm", _key).ExitCode);
        Assert.Equal(69, _sandbox.Run("rm", _key).ExitCode);
        Assert.Equal(69, _sandbox.Run("live", "get", _key).ExitCode);
    }

    [Fact]
    public void The_verbs_for_bytes_say_that_it_is_a_Quayside_segment_and_leave_no_lock()
    {
        Set("text");
        foreach (var result in new[] { _sandbox.Run("get", SafeKey.ToString()), _sandbox.RunWithInput([1], "put", SafeKey.ToString(), "-") })
        {
            Assert.Equal(71, result.ExitCode);
            Assert.Contains("there is a Quayside segment under this key", result.Errors, StringComparison.Ordinal);
        }

        Assert.Null(IpcInventory.Inspect(SafeKey).Entry.Lock);
        Assert.Equal("text\n", _sandbox.Run("live", "get", _key).Text);
    }

    private (int ExitCode, string Errors) Set(string value, params string[] more)
    {
        var result = _sandbox.Run(["live", "set", _key, value, .. more]);
        Assert.Equal("", result.Text);
        return (result.ExitCode, result.Errors);
    }
}
