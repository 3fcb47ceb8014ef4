// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Globalization;
using Quayside.Participants;
using Quayside.Testing;
using Quayside.Tests.Support;
using Quayside.Waiting;

namespace Quayside.Tests.Robust;

/// <summary>
/// A process that writes what it likes into a segment makes others' operations fail, but ends no process and hangs none.
/// QUAYSIDE_HOSTILE_SECONDS=600, altogether, is the long form.
/// </summary>
public sealed class HostilePeerTests(ITestOutputHelper output)
{
    private const int Kinds = 5;

    private static readonly int _seconds = Math.Max(1, int.Parse(
        Environment.GetEnvironmentVariable("QUAYSIDE_HOSTILE_SECONDS") ?? "15", CultureInfo.InvariantCulture) / Kinds);

    private static readonly QuaysideSegmentOptions _options = new() { Participants = 8 };

    [Theory]
    [InlineData("lock")]
    [InlineData("signal")]
    [InlineData("value")]
    [InlineData("buffer")]
    [InlineData("frames")]
    public void Who_uses_a_segment_over_which_another_process_writes_gets_errors_and_nothing_worse(string kind)
    {
        var key = UniqueKey.Next("quayside-test-hostile").Replace(' ', '-');
        var path = $"/dev/shm/{key}";
        var patience = TimeSpan.FromSeconds(_seconds) + Watchdog.Patience;
        try
        {
            using var keeper = Open(kind, key);
            var seed = Environment.ProcessId;
            output.WriteLine($"seed {seed}");
            using var scribbler = Host.Start();
            scribbler.Send($"scribble\t{path}\t{seed}");
            Assert.Equal("scribbling", scribbler.Read());
            using var first = Host.Start();
            using var second = Host.Start();
            first.Send($"endure\t{kind}\t{key}\t{_seconds}\t{seed + 1}");
            second.Send($"endure\t{kind}\t{key}\t{_seconds}\t{seed + 2}");

            var answers = new[] { first.Read(patience), second.Read(patience) };

            Assert.All(answers, answer => Assert.StartsWith("endured ", answer, StringComparison.Ordinal));
            Assert.All(answers.Select(NumbersOf), numbers => Assert.True(numbers is [> 1000, > 10], string.Join(", ", answers)));
            Assert.False(scribbler.HasExited);
            Assert.Equal(0, first.WaitForExit());
            Assert.Equal(0, second.WaitForExit());
            output.WriteLine($"{kind}: {string.Join(", ", answers)}");
        }
        finally
        {
            // What is in it now is anything; who opens it next would refuse or recycle it.
            File.Delete(path);
        }
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Who_makes_a_segment_that_another_one_spoils_at_once_believes_what_was_written_and_not_what_is_there()
    {
        var key = UniqueKey.Next("quayside-test-hostile").Replace(' ', '-');
        using var end = new CancellationTokenSource();
        var spoiler = Background.Run(() =>
        {
            var spoilt = 0;
            while (!end.IsCancellationRequested)
            {
                spoilt += TrySpoil($"/dev/shm/{key}") ? 1 : 0;
            }

            return spoilt;
        });
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(2);)
        {
            using var buffer = LiveBuffer.Open(key, 1000, _options);
            Assert.Equal(1, buffer.Write([1]));
        }

        await end.CancelAsync();
        Assert.NotEqual(0, await spoiler);
    }

    private static bool TrySpoil(string path)
    {
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            RandomAccess.Write(file, new byte[] { 255, 255, 255, 255, 255, 255, 255, 127 }, SegmentLayout.BodyOffset);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    // Else all of them were refused, and nothing has been used.
    private static long[] NumbersOf(string answer) =>
        [.. answer.Split(' ').Where(word => char.IsDigit(word[0])).Select(word => long.Parse(word, CultureInfo.InvariantCulture))];

    private static IDisposable Open(string kind, string key) => kind switch
    {
        "lock" => RobustLock.Open(key, _options),
        "signal" => ChangeSignal.Open(key, _options),
        "value" => LiveValue<Guid>.Open(key, _options),
        "frames" => FramePublisher.Open(key, new FrameShape(20, 10, PixelFormat.Nv12), new FrameOptions { Slots = 3, Segment = _options }),
        _ => LiveBuffer.Open(key, 1000, _options),
    };
}
