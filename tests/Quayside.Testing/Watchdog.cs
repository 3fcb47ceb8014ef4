// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Testing;

/// <summary>The longest that a test may take before it counts as hung. It is a way out, never an assertion about speed.</summary>
public static class Watchdog
{
    /// <summary>Time after which anything that waits in a test gives up and fails.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The same in milliseconds, for <c>[Fact(Timeout = …)]</c>.</summary>
    public const int Milliseconds = 60_000;

    /// <summary>Waits until <paramref name="condition"/> holds and throws <see cref="TimeoutException"/> when it never does.</summary>
    public static void WaitFor(string what, Func<bool> condition)
    {
        var deadline = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (!condition())
        {
            if (Environment.TickCount64 > deadline)
            {
                throw new TimeoutException($"Waited {Patience.TotalSeconds:F0} s in vain for: {what}.");
            }

            Thread.Sleep(5);
        }
    }
}
