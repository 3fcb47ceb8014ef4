// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Text.Json;
using Quayside.Diagnostics;
using Quayside.Testing;

namespace Quayside.Cli.Tests;

/// <summary>What <c>frames watch</c> says of frames that arrive, of those that do not, and of publishers that come and go.</summary>
public sealed class FramesWatchTests : IDisposable
{
    private const int SigInt = 2;
    private const int SigTerm = 15;
    private const int SigStop = 19;
    private const int SigCont = 18;

    private readonly Sandbox _sandbox = new();
    private readonly string _key = UniqueKey.Next("quayside-watch");

    public FramesWatchTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "The keys of these tests are on Linux.");

    private IpcKey SafeKey => IpcKey.PlatformSafe(_key);

    public void Dispose()
    {
        _sandbox.Dispose();
        _ = IpcInventory.Remove(SafeKey, force: true);
    }

    [Theory]
    [InlineData]
    [InlineData("--every")]
    public void Json_tells_of_each_second_and_of_all_of_them(params string[] more)
    {
        Publish("320x240", "--format", "nv12");

        var result = _sandbox.Run(["frames", "watch", _key, "--count", "2", "--json", .. more]);

        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        Assert.Equal(3, result.Lines.Length);
        var (first, second, total) = (Figures.Of(result.Lines[0]), Figures.Of(result.Lines[1]), Figures.Of(result.Lines[2]));
        Assert.Equal(("second", "second", "total"), (first.Span, second.Span, total.Span));
        Assert.Equal(first.Frames + second.Frames, total.Frames);
        Assert.Equal(first.Dropped + second.Dropped, total.Dropped);
        Assert.All([first, second, total], AssertPlausible);
        Assert.InRange(total.Seconds, 2, double.MaxValue);
    }

    [Fact]
    public void A_line_tells_rate_size_format_latency_and_drops()
    {
        Publish("128x64");

        var result = _sandbox.Run("frames", "watch", _key, "--count", "1");

        const string figures = @"\d+\.\d a second, 128 x 64 bgra, latency p50 \d+\.\d{3} ms, p99 \d+\.\d{3} ms, max \d+\.\d{3} ms, \d+ dropped$";
        Assert.Matches("^" + figures, result.Lines[0]);
        Assert.Matches(@"^in \d+\.\d s: \d+ frames, " + figures, result.Lines[1]);
    }

    [Fact]
    public void Frames_that_a_stopped_watch_did_not_see_are_dropped_and_late_ones_are_not()
    {
        Publish("128x64", "--rate", "100");
        var watch = _sandbox.Start("frames", "watch", _key, "--json", "--count", "3");
        Assert.NotEqual(0, Figures.Of(watch.Read()).Frames);

        watch.Signal(SigStop);
        Thread.Sleep(TimeSpan.FromMilliseconds(500));
        watch.Signal(SigCont);

        // Fifty frames were due meanwhile, and it holds the latest of them.
        watch.Read();
        watch.Read();
        Assert.InRange(Figures.Of(watch.Read()).Dropped, 10, long.MaxValue);
        Assert.Equal(0, watch.WaitForExit());
    }

    [Fact]
    public void It_waits_for_a_publisher_and_for_its_successor_with_larger_frames()
    {
        var watch = _sandbox.Start("frames", "watch", _key, "--json");
        Assert.True(watch.IsSilentFor(TimeSpan.FromSeconds(1)));
        var first = Publish("128x64");
        Assert.Equal(128, Figures.Of(watch.Read()).Width);

        first.Kill();
        Watchdog.WaitFor("the watch to leave", () => IpcInventory.Inspect(SafeKey).Entry.Segment is null);
        Publish("256x64");

        Figures seen;
        do
        {
            seen = Figures.Of(watch.Read());
        }
        while (seen is not { Width: 256, Frames: > 0 });

        AssertPlausible(seen);
    }

    [Theory]
    [InlineData(SigInt)]
    [InlineData(SigTerm)]
    public void A_signal_ends_it_with_a_summary_and_nothing_is_left(int signal)
    {
        var test = Publish("128x64");
        var watch = _sandbox.Start("frames", "watch", _key, "--json");
        Assert.Equal("second", Figures.Of(watch.Read()).Span);

        test.Signal(SigTerm);
        Assert.Equal(0, test.WaitForExit());
        watch.Signal(signal);

        string? last = null;
        while (watch.TryRead(out var line))
        {
            last = line;
        }

        Assert.Equal("total", Figures.Of(last!).Span);
        Assert.Equal(0, watch.WaitForExit());
        Assert.Equal("", watch.Errors.Trim());
        Assert.Null(IpcInventory.Inspect(SafeKey).Entry.Segment);
    }

    [Fact]
    public void A_signal_ends_its_wait_for_a_publisher()
    {
        var test = Publish("128x64");
        var watch = _sandbox.Start("frames", "watch", _key);
        watch.Read();
        test.Signal(SigTerm);
        Watchdog.WaitFor("the watch to leave", () => IpcInventory.Inspect(SafeKey).Entry.Segment is null);

        watch.Signal(SigInt);

        Assert.Equal(0, watch.WaitForExit());
        Assert.Equal("", watch.Errors.Trim());
    }

    [Fact]
    public void It_says_so_when_nobody_publishes_in_time_and_when_too_few_lines_came()
    {
        ErrorTests.AssertError(69, "--timeout", _sandbox.Run("frames", "watch", _key, "--timeout", "0.3"));
        Assert.Null(IpcInventory.Inspect(SafeKey).Entry.Segment);

        Publish("128x64");
        var result = _sandbox.Run("frames", "watch", _key, "--timeout", "3", "--count", "1000");
        Assert.Equal(69, result.ExitCode);
        Assert.Contains("of 1000 lines", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void What_holds_no_frames_is_refused()
    {
        using var other = RobustLock.Open(SafeKey);

        ErrorTests.AssertError(65, "RobustLock", _sandbox.Run("frames", "watch", _key, "--timeout", "10"));
    }

    private static void AssertPlausible(Figures figures)
    {
        Assert.InRange(figures.Frames, 1, long.MaxValue);
        Assert.Equal(figures.Frames / figures.Seconds, figures.Rate, 0.001);
        Assert.InRange(figures.P50, double.Epsilon, figures.P99);
        Assert.InRange(figures.P99, figures.P50, figures.Max);
        Assert.InRange(figures.Dropped, 0, long.MaxValue);
    }

    private ChildProcess Publish(string size, params string[] options)
    {
        var test = _sandbox.Start(["frames", "test", _key, "--size", size, .. options]);
        Assert.StartsWith("publishing ", test.Read(), StringComparison.Ordinal);
        return test;
    }

    private sealed record Figures(string Span, double Seconds, long Frames, double Rate, int Width, double P50, double P99, double Max, long Dropped)
    {
        public static Figures Of(string line)
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            var latency = root.GetProperty("latency");
            return new Figures(
                root.GetProperty("span").GetString()!, root.GetProperty("seconds").GetDouble(), root.GetProperty("frames").GetInt64(),
                root.GetProperty("rate").GetDouble(), root.GetProperty("width").GetInt32(), Number(latency, "p50"), Number(latency, "p99"),
                Number(latency, "max"), root.GetProperty("dropped").GetInt64());
        }

        private static double Number(JsonElement latency, string name) =>
            latency.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : 0;
    }
}
