// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Robust;

/// <summary>
/// A process that writes what it likes into a segment makes others' operations fail, but ends no process and hangs none.
/// QUAYSIDE_HOSTILE_SECONDS=600 is the long form.
/// </summary>
public sealed class HostilePeerTests(ITestOutputHelper output)
{
    private static readonly int _seconds = int.Parse(
        Environment.GetEnvironmentVariable("QUAYSIDE_HOSTILE_SECONDS") ?? "8", CultureInfo.InvariantCulture);

    [Fact]
    public void Who_uses_a_segment_over_which_another_process_writes_gets_errors_and_nothing_worse() =>
        Endure("endure", key => LiveBuffer.Open(key, 1000, new QuaysideSegmentOptions { Participants = 8 }));

    [Fact]
    public void Who_shares_frames_over_which_another_process_writes_gets_errors_and_nothing_worse() => Endure(
        "endure-frames",
        key => FramePublisher.Open(
            key,
            new FrameShape(20, 10, PixelFormat.Nv12),
            new FrameOptions { Slots = 3, Segment = new QuaysideSegmentOptions { Participants = 8 } }));

    private void Endure(string command, Func<string, IDisposable> keep)
    {
        var key = UniqueKey.Next("quayside-test-hostile").Replace(' ', '-');
        var path = $"/dev/shm/{key}";
        var patience = TimeSpan.FromSeconds(_seconds) + Watchdog.Patience;
        try
        {
            using var keeper = keep(key);
            var seed = Environment.ProcessId;
            output.WriteLine($"seed {seed}");
            using var scribbler = Host.Start();
            scribbler.Send($"scribble\t{path}\t{seed}");
            Assert.Equal("scribbling", scribbler.Read());
            using var first = Host.Start();
            using var second = Host.Start();
            first.Send($"{command}\t{key}\t{_seconds}\t{seed + 1}");
            second.Send($"{command}\t{key}\t{_seconds}\t{seed + 2}");

            var answers = new[] { first.Read(patience), second.Read(patience) };

            Assert.All(answers, answer => Assert.StartsWith("endured ", answer, StringComparison.Ordinal));
            Assert.All(answers, answer => Assert.True(long.Parse(answer["endured ".Length..], CultureInfo.InvariantCulture) > 1000, answer));
            Assert.False(scribbler.HasExited);
            Assert.Equal(0, first.WaitForExit());
            Assert.Equal(0, second.WaitForExit());
            output.WriteLine(string.Join(", ", answers));
        }
        finally
        {
            // What is in it now is anything; who opens it next would refuse or recycle it.
            File.Delete(path);
        }
    }
}
