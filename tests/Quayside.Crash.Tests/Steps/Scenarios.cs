// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;

namespace Quayside.Crash.Tests.Steps;

/// <summary>All operations on Quayside segments.</summary>
internal static class Scenarios
{
    /// <summary>Gets them.</summary>
    public static IReadOnlyList<Scenario> All { get; } = [.. Memberships(), .. Locks(), .. Signals(), .. Live("value"), .. Live("buffer"), .. Frames(), .. Looks()];

    private static IEnumerable<Scenario> Memberships() =>
    [
        new("open what is not there", "lock", [], "open") { HasSurvivor = false },
        new("open what is there", "lock", [], "open"),
        new("open what all others were killed in", "lock", [], "open") { HasSurvivor = false, Dead = ["open", "enter"] },
        new("open where one was killed", "lock", [], "open") { Dead = ["open", "enter"] },
        new("open what is persistent and not there", "value", [], "open") { HasSurvivor = false, IsPersistent = true },
        new("open what is persistent, all others killed", "value", [], "open") { HasSurvivor = false, IsPersistent = true, Dead = ["open", "write"] },
        new("open to read only", "signal", [], "open-read-only"),
        new("leave as the last one", "lock", ["open"], "dispose") { HasSurvivor = false },
        new("leave with others there", "lock", ["open"], "dispose"),
        new("leave with a lock in hand", "lock", ["open", "enter"], "dispose"),
        new("leave what is persistent", "value", ["open", "write"], "dispose") { HasSurvivor = false, IsPersistent = true },
        new("leave what was read only", "signal", ["open-read-only"], "dispose"),
    ];

    private static IEnumerable<Scenario> Locks() =>
    [
        new("take a free lock", "lock", ["open"], "enter"),
        new("take a free lock, alone and persistent", "lock", ["open"], "enter") { HasSurvivor = false, IsPersistent = true },
        new("wait for a lock and take it", "lock", ["open"], "enter") { Survivor = Meanwhile.Holds, Meeting = CrashStep.LockWoken },
        new("wait for a lock without a thread and take it", "lock", ["open"], "enter-async") { Survivor = Meanwhile.Holds, Meeting = CrashStep.LockWoken },
        new("take a dead owner's lock without a thread", "lock", ["open"], "enter-async") { Dead = ["open", "enter"] },
        new("take a dead owner's lock", "lock", ["open"], "enter") { Dead = ["open", "enter"] },
        new("give a lock back", "lock", ["open", "enter"], "leave"),
        new("give a lock back for which one sleeps", "lock", ["open", "enter"], "leave") { Survivor = Meanwhile.Sleeps },
        new("give a dead owner's lock back", "lock", ["open", "enter"], "leave") { Dead = ["open", "enter"] },
        new("call a dead owner's data consistent", "lock", ["open", "enter"], "mark-consistent") { Dead = ["open", "enter"] },
        new("give a lock back over consistent data", "lock", ["open", "enter", "mark-consistent"], "leave") { Dead = ["open", "enter"] },
    ];

    private static IEnumerable<Scenario> Signals() =>
    [
        new("publish with nobody waiting", "signal", ["open"], "write"),
        new("publish to one who sleeps", "signal", ["open"], "write") { Survivor = Meanwhile.Sleeps },
        new("wait for a change", "signal", ["open"], "wait") { Survivor = Meanwhile.Publishes, Meeting = CrashStep.BellSet },
        new("wait for a change, read only", "signal", ["open-read-only"], "wait") { Survivor = Meanwhile.Publishes, Meeting = CrashStep.BellSet },
        new("wait for a change without a thread", "signal", ["open"], "wait-async") { Survivor = Meanwhile.Publishes, Meeting = CrashStep.BellSet },
    ];

    private static IEnumerable<Scenario> Frames() =>
    [
        new("publish a frame for the first time", "frames", ["open"], "write"),
        new("publish a frame again", "frames", ["open", "write", "write", "write"], "write"),
        new("publish a frame to one who sleeps", "frames", ["open", "write"], "write") { Survivor = Meanwhile.Sleeps },
        new("publish a frame after a dead publisher", "frames", ["open"], "write") { Dead = ["open", "write"] },
        new("publish a frame after one who died drawing", "frames", ["open"], "write") { Dead = ["open", "borrow"] },
        new("publish a frame, alone and persistent", "frames", ["open", "write"], "write") { HasSurvivor = false, IsPersistent = true },
        new("publish a frame past a reader", "frames", ["open", "open-follower", "write", "write", "write"], "write-past-reader"),
        new("publish a frame past a reader that was too late", "frames", ["open", "open-follower", "write", "write", "write", "resign"], "write-past-late-reader"),
        new("let others publish frames", "frames", ["open", "write"], "resign"),
    ];

    private static IEnumerable<Scenario> Looks() =>
    [
        new("open frames to look at the latest", "looks", [], "open-reader"),
        new("open frames to look at every one", "looks", [], "open-follower"),
        new("look at the latest frame", "looks", ["open-reader"], "take"),
        new("look at a frame after a dead reader", "looks", ["open-reader"], "take") { Dead = ["open-reader", "take"] },
        new("wait for the next frame and look at it", "looks", ["open-follower"], "take") { Survivor = Meanwhile.Publishes, Meeting = CrashStep.BellSet },
        new("look at a frame no more", "looks", ["open-reader", "take"], "drop"),
        new("look at a frame no more for which the publisher waits", "looks", ["open-reader", "take"], "drop") { Survivor = Meanwhile.Sleeps },
        new("leave with a frame in hand", "looks", ["open-reader", "take"], "dispose"),
        new("leave while wanting every frame", "looks", ["open-follower"], "dispose"),
    ];

    private static IEnumerable<Scenario> Live(string kind) =>
    [
        new($"write a {kind} for the first time", kind, ["open"], "write"),
        new($"write a {kind} again", kind, ["open", "write", "write"], "write"),
        new($"write a {kind} to one who sleeps", kind, ["open", "write"], "write") { Survivor = Meanwhile.Sleeps },
        new($"write a {kind} after a dead writer", kind, ["open"], "write") { Dead = ["open", "write"] },
        new($"write a {kind}, alone and persistent", kind, ["open", "write"], "write") { HasSurvivor = false, IsPersistent = true },
        new($"read a {kind}", kind, ["open"], "read"),
        new($"read a {kind} that is open read-only", kind, ["open-read-only"], "read"),
        new($"let others write a {kind}", kind, ["open", "write"], "resign"),
    ];
}
