// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Qt;

namespace Quayside.CrashHost;

/// <summary>What a test can tell this process to do with semaphores. It has at most one at a time; keys are in Qt's text form.</summary>
internal sealed class Counter : IDisposable
{
    private static readonly SystemSemaphoreOptions _signals = new() { UndoOnExit = false };

    private SystemSemaphore? _semaphore;

    /// <summary>Does one command and says how it went.</summary>
    public string Do(string[] words)
    {
        try
        {
            return words switch
            {
                ["create-or-open", var key, var value] => Keep(SystemSemaphore.CreateOrOpen(IpcKey.Parse(key), Number(value))),
                ["open", var key] => Keep(SystemSemaphore.Open(IpcKey.Parse(key))),
                ["open-for-signals", var key] => Keep(SystemSemaphore.Open(IpcKey.Parse(key), _signals)),
                ["acquire"] => Do(_semaphore!.Acquire),
                ["release", var count] => Do(_ => _semaphore!.Release(Number(count))),
                ["churn", var key, var seed] => Churn(IpcKey.Parse(key), Number(seed)),
                ["qt-acquire", var key, var times] => InQtManners(key, times, semaphore => semaphore.Acquire()),
                ["qt-release", var key, var times] => InQtManners(key, times, semaphore => semaphore.Release()),
                ["qt-acquire-release", var key, var times] =>
                    InQtManners(key, times, semaphore => semaphore.Acquire() && semaphore.Release()),
                _ => $"error: unknown command '{string.Join(' ', words)}'",
            };
        }
        catch (SystemSemaphoreException exception)
        {
            return $"error {exception.Error} {exception.NativeErrorCode} {exception.Message}";
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _semaphore?.Dispose();

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static string Do(Action<CancellationToken> work)
    {
        work(CancellationToken.None);
        return "done";
    }

    /// <summary>What the helper of Qt's own test does: opens with 0, does something some times, and ends.</summary>
    private static string InQtManners(string key, string times, Func<QSystemSemaphore, bool> work)
    {
        using var semaphore = new QSystemSemaphore(IpcKey.Parse(key));
        for (var i = Number(times); i > 0; i--)
        {
            if (!work(semaphore))
            {
                return $"failed: {semaphore.ErrorString}";
            }
        }

        return "done";
    }

    /// <summary>Says that it begins, and then opens, takes, gives back, signals and closes in random order until it is killed.</summary>
    private static string Churn(IpcKey key, int seed)
    {
        var random = new Random(seed);
        Console.WriteLine("churning");
        while (true)
        {
            using var semaphore = SystemSemaphore.CreateOrOpen(key, initialValue: 1);
            for (var i = random.Next(4); i > 0; i--)
            {
                if (semaphore.TryAcquire(TimeSpan.FromMilliseconds(1)))
                {
                    Thread.SpinWait(random.Next(500));
                    semaphore.Release();
                }
            }
        }
    }

    private string Keep(SystemSemaphore semaphore)
    {
        _semaphore?.Dispose();
        _semaphore = semaphore;
        return semaphore.IsNew ? "made" : "found";
    }
}
