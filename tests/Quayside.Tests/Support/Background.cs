// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Tests.Support;

/// <summary>Work that may block, on a thread of its own, so that the test can wait for it with a watchdog.</summary>
internal static class Background
{
    // Long enough that a thread that can go on has gone on; too short a time can only hide a fault, never invent one.
    private static readonly TimeSpan _momentToGetStuck = TimeSpan.FromMilliseconds(150);

    /// <summary>Starts the work.</summary>
    public static Task<T> Run<T>(Func<T> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Starts the work.</summary>
    public static Task Run(Action work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Checks that the work is still waiting for something after a moment.</summary>
    public static async Task AssertBlocked(Task work)
    {
        await Task.Delay(_momentToGetStuck);
        Assert.False(work.IsCompleted, "It was to wait, but has ended.");
    }
}
