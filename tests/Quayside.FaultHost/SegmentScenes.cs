// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Diagnostics;

namespace Quayside.FaultHost;

/// <summary>The operations on Quayside segments that call the kernel.</summary>
internal static class SegmentScenes
{
    private static readonly TimeSpan _moment = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    // Others may read but not write, so every publication wakes.
    private static readonly QuaysideSegmentOptions _readable = new()
    {
        UnixMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead,
    };

    /// <summary>Gets them.</summary>
    public static IEnumerable<SegmentScene> All =>
    [
        OfLock("make a lock", _ => { }, OpenLock),
        OfLock("open a lock that is there", OpenLock, OpenLock),
        OfLock("make a lock anew of which all were killed", stage => stage.LeaveStale(), OpenLock),
        OfLock("leave as the last one", OpenLock, stage => stage.Last<RobustLock>().Dispose()),
        OfLock("leave with others there", OpenTwoLocks, stage => stage.Last<RobustLock>().Dispose()),
        OfLock("take a dead owner's lock", LeaveAbandoned, stage => TakeAndLeave(stage.Last<RobustLock>())),
        OfLock("wait for a lock in vain", HoldAndOpen, stage => _ = stage.Last<RobustLock>().TryEnter(_moment)),
        OfLock("give a lock back", HoldAndOpen, stage => stage.Last<RobustLock>().Dispose()),
        OfSignal("make a signal that others may only read", _ => { }, OpenSignal),
        OfSignal("publish to who may only read", OpenSignal, stage => _ = stage.Last<ChangeSignal>().Publish()),
        OfSignal("wait for a change in vain", OpenSignal, WaitInVain),
        OfValue("make a value", _ => { }, stage => _ = stage.Keep(LiveValue<long>.Open(stage.Key)).Write(1)),
        OfValue("open a value to read it", stage => stage.Keep(LiveValue<long>.Open(stage.Key)), OpenReader),
        OfValue("leave what is only read", OpenValueAndReader, stage => stage.Last<LiveValue<long>>().Dispose()),
        OfValue("remove what is kept", KeepValue, stage => _ = IpcInventory.Remove(stage.Key)),
    ];

    private static SegmentScene OfLock(string name, Action<SegmentStage> prepare, Action<SegmentStage> act) =>
        new(name, prepare, act, key => RobustLock.Open(key));

    private static SegmentScene OfSignal(string name, Action<SegmentStage> prepare, Action<SegmentStage> act) =>
        new(name, prepare, act, key => ChangeSignal.Open(key));

    private static SegmentScene OfValue(string name, Action<SegmentStage> prepare, Action<SegmentStage> act) =>
        new(name, prepare, act, key => LiveValue<long>.Open(key));

    private static void OpenLock(SegmentStage stage) => stage.Keep(RobustLock.Open(stage.Key));

    private static void OpenTwoLocks(SegmentStage stage)
    {
        OpenLock(stage);
        OpenLock(stage);
    }

    private static void HoldAndOpen(SegmentStage stage)
    {
        OpenLock(stage);
        _ = stage.Last<RobustLock>().Enter();
        OpenLock(stage);
    }

    private static void LeaveAbandoned(SegmentStage stage)
    {
        OpenLock(stage);
        using var dead = RobustLock.Open(stage.Key);
        _ = dead.Enter();
    }

    private static void TakeAndLeave(RobustLock robustLock)
    {
        if (robustLock.TryEnter(_patience) != RobustLockResult.Abandoned)
        {
            throw new InvalidOperationException("The lock of a dead owner was not abandoned.");
        }

        robustLock.MarkConsistent();
        robustLock.Leave();
    }

    private static void OpenSignal(SegmentStage stage) => stage.Keep(ChangeSignal.Open(stage.Key, _readable));

    private static void WaitInVain(SegmentStage stage)
    {
        var version = stage.Last<ChangeSignal>().Version;
        _ = stage.Last<ChangeSignal>().WaitForChange(ref version, _moment);
    }

    private static void OpenReader(SegmentStage stage) => _ = stage.Keep(LiveValue<long>.OpenReadOnly(stage.Key)).TryRead(out _);

    private static void OpenValueAndReader(SegmentStage stage)
    {
        stage.Keep(LiveValue<long>.Open(stage.Key));
        OpenReader(stage);
    }

    private static void KeepValue(SegmentStage stage) =>
        LiveValue<long>.Open(stage.Key, new QuaysideSegmentOptions { Persistent = true }).Dispose();
}
