// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Diagnostics;
using static Quayside.FaultHost.Errno;

namespace Quayside.FaultHost;

/// <summary>Does each operation on Quayside segments with each of its calls failing in turn: it succeeds or says what is wrong, and leaves nothing.</summary>
/// <param name="report">Hears of each fault.</param>
internal sealed class SegmentRehearsal(Action<string> report)
{
    private static readonly Dictionary<string, Errno[]> _errors = new()
    {
        // open(2), statx(2), link(2), unlink(2), pread(2)
        ["open O_TMPFILE"] = [EACCES, EISDIR, EMFILE, ENFILE, ENOENT, ENOMEM, ENOSPC, EOPNOTSUPP, EROFS],
        ["open O_CREAT"] = [],
        ["open"] = [EACCES, EAGAIN, EINTR, EMFILE, ENFILE, ENOENT, ENOMEM],
        ["statx"] = [EACCES, ENOENT, ENOMEM],
        ["fchmod"] = [EPERM, EROFS],
        ["pread"] = [EIO],
        ["linkat"] = [EACCES, EEXIST, ENOENT, ENOMEM, ENOSPC, EROFS],
        ["unlink"] = [EACCES, EPERM, EROFS, EBUSY, ENOENT],

        // posix_fallocate(3), mmap(2), mremap(2), munmap(2), fcntl(2), futex(2). Giving back a lock cannot fail.
        ["getrlimit"] = [],
        ["faccessat"] = [],
        ["statvfs"] = [],
        ["pthread_sigmask"] = [],
        ["sigtimedwait"] = [EINTR],
        ["posix_fallocate"] = [EINTR, EFBIG, ENOSPC],
        ["mmap"] = [EACCES, EAGAIN, ENFILE, ENOMEM],
        ["mremap"] = [EAGAIN, ENOMEM],
        ["munmap"] = [],
        ["fcntl F_WRLCK"] = [EAGAIN, ENOLCK],
        ["fcntl F_RDLCK"] = [EAGAIN, ENOLCK],
        ["fcntl F_OFD_GETLK"] = [EINVAL],
        ["fcntl F_OFD_UNLCK"] = [],
        ["syscall"] = [EAGAIN, EINTR],
        ["kill"] = [],
    };

    private readonly Dictionary<string, int> _cases = [];

    /// <summary>Gets how many cases were done, by call.</summary>
    public IReadOnlyDictionary<string, int> Cases => _cases;

    /// <summary>Gets the uses that every run must have met.</summary>
    public static IEnumerable<string> Uses => _errors.Where(pair => pair.Value.Length > 0).Select(pair => pair.Key);

    /// <summary>Does a scene with every failure.</summary>
    public void Do(SegmentScene scene)
    {
        // A second time, because the first time loads code and files.
        _ = CallsOf(scene);
        var labels = CallsOf(scene);
        for (var call = 0; call < labels.Count; call++)
        {
            foreach (var error in ErrorsOf(labels[call]))
            {
                _cases[labels[call]] = _cases.GetValueOrDefault(labels[call]) + 1;
                if (Complaint(scene, call, error) is { } complaint)
                {
                    report($"{scene.Name}: call {call}, {labels[call]}, {error}: {complaint}");
                }
            }
        }
    }

    private static Errno[] ErrorsOf(string label) => _errors.TryGetValue(label, out var known)
        ? known
        : throw new InvalidOperationException($"Say with which errors {label} can fail.");

    private List<string> CallsOf(SegmentScene scene)
    {
        using var stage = new SegmentStage(NextKey());
        scene.Prepare(stage);
        Shim.Arm(-1, 0);
        if (OutcomeOf(scene, stage) is { } failure)
        {
            report($"{scene.Name}: ended with {failure} though no call failed");
        }

        return [.. Enumerable.Range(0, Shim.Count()).Select(Shim.Label)];
    }

    private static string? Complaint(SegmentScene scene, int call, Errno error)
    {
        var system = Traces.InSystem();
        var process = Traces.InProcess();
        var key = NextKey();
        using (var stage = new SegmentStage(key))
        {
            scene.Prepare(stage);
            Shim.Arm(call, (int)error);
            var failure = OutcomeOf(scene, stage);
            var wasHit = Shim.WasHit();
            Shim.Arm(-1, 0);
            if (!wasHit || failure is not null and not QuaysideException)
            {
                return wasHit ? $"ended with {failure}" : "the call was not made";
            }

            if (failure is QuaysideException { Error: QuaysideError.Unknown } unknown && unknown.NativeErrorCode != (int)error)
            {
                return $"the message does not name the cause: {unknown.Message}";
            }
        }

        // Pages that could not be replaced stay until the collector comes.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Traces.Difference(process, Traces.InProcess()) ?? OfNext(scene, key) ?? Traces.Difference(system, Traces.InSystem());
    }

    /// <summary>Says what is wrong with the next one to use the key, in which no call fails: it cleans up what a failure left.</summary>
    private static string? OfNext(SegmentScene scene, IpcKey key)
    {
        try
        {
            scene.Open(key).Dispose();
            _ = IpcInventory.Remove(key);
            return null;
        }
        catch (QuaysideException exception)
        {
            return $"the next one to open it is told {exception.Message}";
        }
    }

    private static Exception? OutcomeOf(SegmentScene scene, SegmentStage stage)
    {
        try
        {
            scene.Act(stage);
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    private static IpcKey NextKey() => IpcKey.PlatformSafe(Stage.NextName().Replace(' ', '-'));
}
