// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Testing;

/// <summary>Keys that no other test, run or program uses: process id and a counter are part of each.</summary>
public static class UniqueKey
{
    private static int _counter;

    /// <summary>Makes a key that holds <paramref name="name"/> and belongs to this call alone.</summary>
    public static string Next(string name = "quayside test") =>
        $"{name} {Environment.ProcessId}-{Interlocked.Increment(ref _counter)}";
}
