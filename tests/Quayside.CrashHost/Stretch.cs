// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.CrashHost;

/// <summary>A stretch of operations between two system calls that a tracer recognises, and none in between if nobody waits.</summary>
/// <param name="key">The key of the signal; the lock and the value have keys made from it.</param>
internal sealed class Stretch(string key) : IDisposable
{
    private const int Times = 1000;

    private readonly RobustLock _lock = RobustLock.Open($"{key} lock");
    private readonly ChangeSignal _signal = ChangeSignal.Open(key);
    private readonly LiveValue<long> _value = LiveValue<long>.Open($"{key} value");

    /// <summary>Does everything that is done without waiting.</summary>
    /// <param name="key">The key.</param>
    public static string Run(string key)
    {
        // Methods are compiled when they are called for the first time, which takes system calls.
        using var rehearsal = new Stretch($"{key} rehearsal");
        rehearsal.DoAll();

        using var stretch = new Stretch(key);
        Mark("begins");
        for (var i = 0; i < Times; i++)
        {
            stretch.DoAll();
        }

        Mark("ends");
        return "done";
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _lock.Dispose();
        _signal.Dispose();
        _value.Dispose();
    }

    private static void Mark(string what) => _ = Directory.Exists($"/the stretch {what}");

    private void DoAll()
    {
        var known = _signal.Version;
        _ = _lock.Enter();
        _lock.Leave();
        _ = _value.Write(known);
        _ = _value.Read();
        _ = _signal.Publish();
        _ = _signal.WaitForChange(ref known, Timeout.InfiniteTimeSpan);
    }
}
