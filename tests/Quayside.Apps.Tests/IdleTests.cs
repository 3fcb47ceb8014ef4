// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Globalization;
using Quayside.Testing;

namespace Quayside.Apps.Tests;

/// <summary>What the music player uses while nothing happens.</summary>
public sealed class IdleTests : IDisposable
{
    // In thousandths of a core. What it has to compile at first is over after some seconds, and other load makes a wake dearer: some windows are tried.
    private const double Most = 1;
    private const int Windows = 30;
    private static readonly TimeSpan _window = TimeSpan.FromSeconds(1);

    private readonly PrivateDirectory _directory = new();

    public IdleTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "The time of a process is counted by Linux's scheduler.");

    public void Dispose() => _directory.Dispose();

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task An_idle_player_uses_a_thousandth_of_a_core_at_most()
    {
        using var player = AppProcess.StartPlayer(_directory, UniqueKey.Next("quayside-idle"));
        var share = double.MaxValue;
        for (var window = 0; window < Windows && share > Most; window++)
        {
            var (time, before) = (Stopwatch.StartNew(), Used(player.Process.Id));
            await Task.Delay(_window, TestContext.Current.CancellationToken);
            share = Math.Min(share, (Used(player.Process.Id) - before) / time.Elapsed.TotalMicroseconds);
        }

        Assert.InRange(share, 0, Most);
    }

    // Nanoseconds of all threads that are there; ticks of the clock are too coarse.
    private static long Used(int process) => Directory.EnumerateDirectories($"/proc/{process}/task").Sum(task =>
    {
        try
        {
            return long.Parse(File.ReadAllText($"{task}/schedstat").Split(' ')[0], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            // It has ended.
            return 0;
        }
    });
}
