// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Qt;

namespace Quayside.FaultHost;

/// <summary>Every public operation on a segment and its lock.</summary>
internal static class Scenes
{
    private static readonly Action<Stage> _nothing = _ => { };
    private static readonly Action<Stage> _attached = stage => stage.Prepare(SharedMemory.Create(stage.Key, 10));
    private static readonly Action<Stage> _orphan = stage => stage.LeaveOrphan(10);

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    // Key files and keys that are taken are System V's.
    private static readonly Scene _takenKeys =
        new("create under a key that is taken", TakenKeys.Prepare, stage => Keep(stage, () => SharedMemory.Create(stage.Key, 10)))
        {
            MakesSpareFiles = true,
        };

    /// <summary>Gets those for a kind of key.</summary>
    public static IEnumerable<Scene> For(string kindOfKey) =>
    [
        .. kindOfKey == "legacy" ? [_takenKeys] : Array.Empty<Scene>(),
        .. Making,
        .. Finding,
        .. Locking,
        .. Leaving,
        .. Watching,
        .. QtManners.Select(scene => scene with { WithoutLock = SharedMemoryError.LockError }),
    ];

    private static IEnumerable<Scene> Making =>
    [
        new("create", _nothing, stage => Keep(stage, () => SharedMemory.Create(stage.Key, 10))),
        new("create what is there", _attached, stage => Keep(stage, () => SharedMemory.Create(stage.Key, 10)), SharedMemoryError.AlreadyExists),
        new("create over an orphan", _orphan, stage => Keep(stage, () => SharedMemory.Create(stage.Key, 10)), SharedMemoryError.AlreadyExists) { HasOrphan = true },
        new("replace nothing", _nothing, stage => Keep(stage, () => SharedMemory.Replace(stage.Key, 20))),
        new("replace what is there", _attached, stage => Keep(stage, () => SharedMemory.Replace(stage.Key, 20))) { KeepsEarlier = true },
        new("replace an orphan", _orphan, stage => Keep(stage, () => SharedMemory.Replace(stage.Key, 20))) { HasOrphan = true, KeepsEarlier = true },
        new("publish", _nothing, stage => Keep(stage, () => SharedMemory.Publish(stage.Key, 20, bytes => bytes.Fill(1)))),
        new("publish over what is there", _attached, stage => Keep(stage, () => SharedMemory.Publish(stage.Key, 20, bytes => bytes.Fill(1)))) { KeepsEarlier = true },
    ];

    private static IEnumerable<Scene> Finding =>
    [
        new("attach", _attached, stage => Keep(stage, () => SharedMemory.Attach(stage.Key))),
        new("attach read-only", _attached, stage => Keep(stage, () => SharedMemory.Attach(stage.Key, SharedMemoryAccess.ReadOnly))),
        new("attach to an orphan", _orphan, stage => Keep(stage, () => SharedMemory.Attach(stage.Key))) { HasOrphan = true },
        new("attach to nothing", _nothing, stage => Keep(stage, () => SharedMemory.Attach(stage.Key)), SharedMemoryError.NotFound),
        new("create or attach to nothing", _nothing, stage => Keep(stage, () => SharedMemory.CreateOrAttach(stage.Key, 10))),
        new("create or attach", _attached, stage => Keep(stage, () => SharedMemory.CreateOrAttach(stage.Key, 10))),
        new("create or attach to a smaller one", _attached, stage => Keep(stage, () => SharedMemory.CreateOrAttach(stage.Key, 20)), SharedMemoryError.InvalidSize) { KeepsEarlier = true },
        new("create or attach to a smaller orphan", _orphan, stage => Keep(stage, () => SharedMemory.CreateOrAttach(stage.Key, 20))) { HasOrphan = true, KeepsEarlier = true },
    ];

    private static IEnumerable<Scene> Locking =>
    [
        new("lock and release", _attached, stage => Outcome.Of(() => stage.Memory.Lock().Dispose())),
        new("try to lock", _attached, stage => Outcome.Of(() =>
        {
            if (stage.Memory.TryLock(TimeSpan.Zero, out var held))
            {
                held.Dispose();
            }
        })),
        new("break a lock that is free", _attached, stage => Outcome.Of(() => SharedMemory.BreakLock(stage.Key))) { WithoutLock = SharedMemoryError.LockError },
        new("break a lock that is held", Hold, stage => Outcome.Of(() => SharedMemory.BreakLock(stage.Key)), SharedMemoryError.LockError) { WithoutLock = SharedMemoryError.LockError },
        new("break a lock by force", Hold, stage => Outcome.Of(() => SharedMemory.BreakLock(stage.Key, force: true))) { WithoutLock = SharedMemoryError.LockError },
    ];

    private static IEnumerable<Scene> Leaving =>
    [
        new("remove what is there", _attached, stage => Outcome.Of(() => SharedMemory.Remove(stage.Key))) { IsLast = true },
        new("remove an orphan", _orphan, stage => Outcome.Of(() => SharedMemory.Remove(stage.Key))) { HasOrphan = true, IsLast = true },
        new("remove nothing", _nothing, stage => Outcome.Of(() => SharedMemory.Remove(stage.Key))) { IsLast = true },
        new("detach last", _attached, stage => Outcome.Of(stage.Memory.Dispose)) { IsLast = true },
        new("detach while another one stays", AttachTwice, stage => Outcome.Of(stage.Memory.Dispose)),
        new("detach for good but keep the segment", stage => stage.Prepare(SharedMemory.Create(stage.Key, 10, new() { Persistent = true })),
            stage => Outcome.Of(stage.Memory.Dispose)) { HasOrphan = true, IsLast = true },
        new("detach from a segment that was replaced", ReplaceUnderneath, stage => Outcome.Of(stage.Memory.Dispose)),
        new("detach while holding the lock", Hold, stage => Outcome.Of(stage.Dispose)) { IsLast = true },
    ];

    private static IEnumerable<Scene> Watching =>
    [
        new("look for the first time", PrepareToLook, Look),
        new("look again", PrepareToLookAgain, Look),
        new("look at what has changed", stage =>
        {
            PrepareToLookAgain(stage);
            stage.Memory.Lock().Dispose();
        }, Look),
        new("look at what has gone", stage =>
        {
            PrepareToLookAgain(stage);
            stage.Memory.Dispose();
        }, Look),
    ];

    private static IEnumerable<Scene> QtManners =>
    [
        new("Qt: create", stage => stage.Prepare(Object(stage)), stage => Outcome.Of(stage.Qt, () => stage.Qt.Create(10))),
        new("Qt: attach", stage =>
        {
            _attached(stage);
            stage.Prepare(Object(stage));
        }, stage => Outcome.Of(stage.Qt, () => stage.Qt.Attach())),
        new("Qt: detach", PrepareQt, stage => Outcome.Of(stage.Qt, stage.Qt.Detach)) { IsLast = true },
        new("Qt: lock and unlock", PrepareQt, stage => Outcome.Of(stage.Qt, () => stage.Qt.Lock() && stage.Qt.Unlock())),
        new("Qt: lock without a segment", stage => stage.Prepare(Object(stage)),
            stage => Outcome.Of(stage.Qt, () => stage.Qt.Lock() && stage.Qt.Unlock())) { IsLast = true },
        new("Qt: another key", PrepareQt, stage => Outcome.Of(() => stage.Qt.SetKey(null))) { IsLast = true },
        new("Qt: destruction", PrepareQt, stage => Outcome.Of(stage.Qt.Dispose)) { IsLast = true },
    ];

    private static Outcome Keep(Stage stage, Func<SharedMemory> open) => Outcome.Of(() => stage.Keep(open()));

    private static QSharedMemory Object(Stage stage) => new(stage.Key) { OperationTimeout = _patience };

    private static void PrepareQt(Stage stage)
    {
        stage.Prepare(Object(stage));
        if (!stage.Qt.Create(10))
        {
            throw new InvalidOperationException(stage.Qt.ErrorString);
        }
    }

    private static void AttachTwice(Stage stage)
    {
        stage.Keep(SharedMemory.Create(stage.Key, 10));
        stage.Prepare(SharedMemory.Attach(stage.Key));
    }

    private static void ReplaceUnderneath(Stage stage)
    {
        _attached(stage);
        stage.Keep(SharedMemory.Replace(stage.Key, 10));
    }

    private static void Hold(Stage stage)
    {
        _attached(stage);
        stage.Keep(stage.Memory.Lock());
    }

    private static void PrepareToLook(Stage stage)
    {
        _attached(stage);
        stage.PrepareObserver();
    }

    private static void PrepareToLookAgain(Stage stage)
    {
        PrepareToLook(stage);
        _ = Look(stage);
    }

    private static Outcome Look(Stage stage) => Outcome.Of(() => _ = stage.Observer.Look(_patience, isTold: false, CancellationToken.None));
}
