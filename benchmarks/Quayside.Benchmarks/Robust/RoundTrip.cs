// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Globalization;
using Quayside.Testing;

namespace Quayside.Benchmarks.Robust;

/// <summary>Two processes that answer each other's changes: one raises "ping", the other one then raises "pong".</summary>
internal sealed class RoundTrip : IDisposable
{
    // As long as each side works before it answers when both are to sleep: longer than a waiter spins. The C program has the same.
    private static readonly TimeSpan _work = TimeSpan.FromMicroseconds(50);

    private readonly string _key = UniqueKey.Next("quayside benchmark");
    private readonly ChangeSignal _ping;
    private readonly ChangeSignal _pong;
    private readonly ChildProcess _other;
    private long _version;

    public RoundTrip()
    {
        _ping = Ping(_key);
        _pong = Pong(_key);
        _other = ChildProcess.Start(Environment.ProcessPath!, ["round-trip-child", _key]);
    }

    /// <summary>Plays so many rounds in which both sides answer at once, and returns nanoseconds for each.</summary>
    public double Spinning(int count) => Play(count, TimeSpan.Zero);

    /// <summary>Plays so many rounds in which both sides sleep, and returns nanoseconds for each, without what they work.</summary>
    public double Sleeping(int count) => Play(count, _work) - (2 * _work.TotalNanoseconds);

    /// <summary>Is the other process.</summary>
    /// <param name="key">The key.</param>
    public static void Child(string key)
    {
        using var ping = Ping(key);
        using var pong = Pong(key);
        var version = 0L;
        while (Console.ReadLine() is { } line)
        {
            var words = line.Split(' ');
            var work = TimeSpan.FromTicks(long.Parse(words[1], CultureInfo.InvariantCulture));
            for (var left = int.Parse(words[0], CultureInfo.InvariantCulture); left > 0; left--)
            {
                Answer(ping, ref version, pong, work);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ = _other.WaitForExit();
        _other.Dispose();
        _pong.Dispose();
        _ping.Dispose();
    }

    private static ChangeSignal Ping(string key) => ChangeSignal.Open($"{key} ping");

    private static ChangeSignal Pong(string key) => ChangeSignal.Open($"{key} pong");

    private double Play(int count, TimeSpan work)
    {
        // Not the first one: the other process has to hear of it.
        _other.Send(string.Create(CultureInfo.InvariantCulture, $"{count} {work.Ticks}"));
        _ = _ping.Publish();
        var start = 0L;
        for (var i = 1; i < count; i++)
        {
            Answer(_pong, ref _version, _ping, work);
            start = start == 0 ? Stopwatch.GetTimestamp() : start;
        }

        Await(_pong, ref _version);
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / (count - 1);
    }

    private static void Answer(ChangeSignal from, ref long version, ChangeSignal to, TimeSpan work)
    {
        Await(from, ref version);
        if (work != TimeSpan.Zero)
        {
            var start = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(start) < work)
            {
            }
        }

        _ = to.Publish();
    }

    private static void Await(ChangeSignal signal, ref long version)
    {
        if (!signal.WaitForChange(ref version, Watchdog.Patience))
        {
            throw new TimeoutException("The other process does not answer.");
        }
    }
}
