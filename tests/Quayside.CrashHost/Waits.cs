// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Globalization;

namespace Quayside.CrashHost;

/// <summary>Robust locks and change signals that this process holds, publishes and waits for. They stay open until the desk is closed.</summary>
internal sealed class Waits : IDisposable
{
    private readonly Dictionary<string, ChangeSignal> _signals = [];
    private readonly List<RobustLock> _held = [];

    /// <summary>Does one command and says how it went.</summary>
    public string Do(string[] words) => words switch
    {
        ["hold", var key] => Hold(key),
        ["publish", var key] => $"{Signal(key).Publish()}",
        ["write", var key, var value] => Write(key, long.Parse(value, CultureInfo.InvariantCulture)),
        ["idle", var prefix, var ways] => Idle.Measure(prefix, ways),
        ["many", var prefix, var signals, var waits] => Many(
            prefix, int.Parse(signals, CultureInfo.InvariantCulture), int.Parse(waits, CultureInfo.InvariantCulture)),
        _ => $"error: unknown command '{string.Join(' ', words)}'",
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var signal in _signals.Values)
        {
            signal.Dispose();
        }

        _held.ForEach(held => held.Dispose());
    }

    private ChangeSignal Signal(string key) => _signals.TryGetValue(key, out var signal) ? signal : _signals[key] = ChangeSignal.Open(key);

    private string Hold(string key)
    {
        var robustLock = RobustLock.Open(key);
        _held.Add(robustLock);
        return $"{robustLock.Enter()}";
    }

    private static string Write(string key, long value)
    {
        using var live = LiveValue<long>.Open(key);
        return $"{live.Write(value)}";
    }

    /// <summary>Waits for many signals many times, and says what it took: new threads by name, and how often they slept in how many slices.</summary>
    private string Many(string prefix, int signals, int waits)
    {
        var all = Enumerable.Range(0, signals).Select(index => Signal($"{prefix} {index}")).ToArray();
        var before = Threads();
        var tasks = Enumerable.Range(0, waits)
            .Select(index => all[index % signals].WaitForChangeAsync(0, Timeout.InfiniteTimeSpan).AsTask())
            .ToArray();
        var (added, names) = Settled(before);

        var time = Stopwatch.StartNew();
        var slept = added.Sum(Sleeps);
        Thread.Sleep(1000);
        slept = added.Sum(Sleeps) - slept;
        var slices = (long)(time.Elapsed / TimeSpan.FromMilliseconds(50)) * added.Length;

        foreach (var signal in all)
        {
            _ = signal.Publish();
        }

        Task.WaitAll(tasks);
        return $"threads [{names}] waits {tasks.Sum(task => task.Result)} slept {slept} slices {slices}";
    }

    /// <summary>Names the new threads, when all have begun: the first one starts another, and each gives itself its name.</summary>
    private static (string[] Added, string Names) Settled(string[] before)
    {
        var time = Stopwatch.StartNew();
        var earlier = string.Empty;
        while (true)
        {
            string[] added = [.. Threads().Except(before)];
            var names = string.Join(',', added.Select(thread => File.ReadAllText($"/proc/self/task/{thread}/comm").Trim()));
            if ((names == earlier && names.Contains("Quayside keeper", StringComparison.Ordinal)) || time.Elapsed > TimeSpan.FromSeconds(10))
            {
                return (added, names);
            }

            earlier = names;
            Thread.Sleep(100);
        }
    }

    private static string[] Threads() => [.. Directory.EnumerateDirectories("/proc/self/task").Select(path => Path.GetFileName(path))];

    private static long Sleeps(string thread) => File.ReadLines($"/proc/self/task/{thread}/status")
        .Where(line => line.StartsWith("voluntary_ctxt_switches:", StringComparison.Ordinal))
        .Sum(line => long.Parse(line.Split('\t')[1], CultureInfo.InvariantCulture));
}
