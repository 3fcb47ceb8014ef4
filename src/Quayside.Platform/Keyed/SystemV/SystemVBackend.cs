// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;

namespace Quayside.Platform.Keyed.SystemV;

/// <summary>Segments and locks as System V objects whose keys are derived from files: what stock Qt builds use on Linux.</summary>
/// <remarks>
/// A native name is the path of the key file. Where state lives: the key file (empty, in the temporary directory), the segment, and
/// the lock's own key file and semaphore. All of it survives crashes; only segments know who is still attached.
/// </remarks>
internal sealed class SystemVBackend : IpcBackend
{
    /// <summary>The project id that Qt gives to ftok(3) by default.</summary>
    public const byte QtProject = (byte)'Q';

    private static readonly SystemVBackend[] _backends =
        [.. Enumerable.Range(0, byte.MaxValue + 1).Select(project => new SystemVBackend((byte)project))];

    private SystemVBackend(byte project) => Project = project;

    /// <summary>Gets the project id that ftok(3) mixes into the keys of memory and lock (QNativeIpcKey, Qt 6.6).</summary>
    public byte Project { get; }

    /// <summary>Gets the backend of a project id.</summary>
    public static SystemVBackend For(byte project) => _backends[project];

    /// <inheritdoc/>
    public override IpcResult CreateSegment(string name, SegmentDraft draft, SegmentFill? fill, out IpcSegment? segment)
    {
        segment = null;
        var result = KeyFile.Ensure(name, Project, out var madeFile, out var key);
        if (!result.Succeeded)
        {
            return result;
        }

        result = Make(new SystemVName(name, Project, key), draft, out segment);
        if (result.Error == IpcError.AlreadyExists && madeFile)
        {
            // The name was not there a moment ago, so the segment is another name's, or nobody's.
            result = KeyFile.MoveToFreeKey(name, Project, SystemVCalls.IsFree, out var freeKey);
            if (result.Succeeded)
            {
                key = freeKey;
                result = Make(new SystemVName(name, Project, key), draft, out segment);
            }
        }

        if (!result.Succeeded && madeFile)
        {
            KeyFile.Remove(name, Project, key);
        }

        if (segment is not null)
        {
            try
            {
                fill?.Invoke(segment.Region);
            }
            catch
            {
                segment.Unmap();
                segment.Remove();
                throw;
            }
        }

        return result;
    }

    /// <inheritdoc/>
    public override IpcResult OpenSegment(string name, SegmentRights rights, out IpcSegment? segment)
    {
        segment = null;
        if (!KeyFile.TryDerive(name, Project, out var key))
        {
            return SystemVErrors.From(key, IpcStep.DeriveKey);
        }

        var result = SystemVCalls.Open(key, rights, out var id);
        return result.Succeeded ? SystemVCalls.Map(id, new SystemVName(name, Project, key), rights.Writable, out segment) : result;
    }

    /// <inheritdoc/>
    /// <remarks>
    /// The kernel cannot rename a segment, so the earlier one must go before the new one comes. All that can fail is done before: the bytes
    /// are written aside, and copied when they are complete. A kill between the two leaves no segment, or one without all of its bytes.
    /// </remarks>
    public override IpcResult ReplaceSegment(string name, SegmentDraft draft, SegmentFill? fill, out IpcSegment? segment)
    {
        segment = null;
        var result = Find(name, out var key, out var earlier);
        if (result.Error == IpcError.NotFound)
        {
            return CreateSegment(name, draft, fill, out segment);
        }

        if (result.Succeeded)
        {
            result = SystemVCalls.Judge(earlier, draft.Rights.Policy, IpcStep.OpenSegment);
        }

        if (result.Succeeded)
        {
            result = SystemVLimits.Allow(draft.Size);
        }

        StagedPages? stage = null;
        if (result.Succeeded)
        {
            result = StagedPages.Map(draft.Size, out stage);
        }

        using (stage)
        {
            if (stage is not null)
            {
                fill?.Invoke(stage);
                result = SystemVCalls.Remove(earlier);
            }

            if (result.Succeeded)
            {
                result = Make(new SystemVName(name, Project, key), draft, out segment);
                if (fill is not null && segment is not null)
                {
                    stage!.CopyTo(0, segment.Region, 0, draft.Size);
                }

                KeyFile.Touch(name);
            }
        }

        return result;
    }

    /// <inheritdoc/>
    public override IpcResult RemoveSegment(string name, AccessPolicy policy = default)
    {
        var result = Find(name, out var key, out var id);
        if (result.Succeeded)
        {
            result = SystemVCalls.Judge(id, policy, IpcStep.RemoveSegment);
        }

        if (result.Succeeded)
        {
            result = SystemVCalls.Remove(id);
        }

        if (result.Succeeded)
        {
            KeyFile.Remove(name, Project, key);
        }

        return result;
    }

    /// <inheritdoc/>
    public override IpcResult ProbeSegment(string name) => Find(name, out _, out _);

    /// <inheritdoc/>
    public override IpcResult FindSegment(string name, out SegmentInfo info)
    {
        info = default;
        var result = Find(name, out _, out var id);
        return result.Succeeded ? SystemVCalls.TryStat(id, out info) : result;
    }

    /// <inheritdoc/>
    public override IpcResult Judge(string name, SegmentRights rights) => Find(name, out _, out var id).Succeeded
        ? SystemVCalls.Judge(id, rights.Policy, IpcStep.OpenSegment, rights.Writable)
        : IpcResult.Success;

    /// <inheritdoc/>
    public override void ForgetName(string name, AccessPolicy policy = default)
    {
        if (KeyFile.TryDerive(name, Project, out var key) && SystemVCalls.IsFree(key))
        {
            KeyFile.Remove(name, Project, key);
        }
    }

    /// <inheritdoc/>
    public override bool IsAbsent(string name) =>
        !KeyFile.TryDerive(name, Project, out var error) && error == Native.Errno.ENOENT;

    /// <inheritdoc/>
    public override SegmentIdentity Observe(string name, string lockName, AccessPolicy policy = default)
    {
        if (!FindSegment(name, out var info).Succeeded || !policy.IsWelcome(info.Owner, forWriting: false))
        {
            return default;
        }

        return SystemVLock.TryObserve(lockName, Project, out var id, out var time, out var process)
            ? new SegmentIdentity(true, info.Id, info.Size, id, time, process)
            : new SegmentIdentity(true, info.Id, info.Size, -1, 0, 0);
    }

    /// <inheritdoc/>
    public override IpcLock CreateLock(string lockName, AccessPolicy policy) => new SystemVLock(lockName, Project, policy);

    /// <inheritdoc/>
    public override IpcResult OpenSemaphore(
        string name,
        SemaphoreDemand demand,
        int initialValue,
        SemaphoreSettings settings,
        out IpcSemaphore? semaphore,
        CancellationToken cancellation = default)
    {
        var opened = new SystemVSemaphore(name, Project, initialValue, settings);
        var result = opened.Open(demand, cancellation);
        semaphore = result.Succeeded ? opened : null;
        return result;
    }

    /// <inheritdoc/>
    public override IpcResult RemoveSemaphore(string name, AccessPolicy policy = default) => SystemVSemaphore.Remove(name, Project, policy);

    /// <inheritdoc/>
    public override string SignalFile(string name) => name;

    private IpcResult Find(string name, out int key, out int id)
    {
        id = -1;
        return KeyFile.TryDerive(name, Project, out key)
            ? SystemVCalls.Find(key, out id)
            : SystemVErrors.From(key, IpcStep.DeriveKey);
    }

    private static IpcResult Make(SystemVName name, SegmentDraft draft, out IpcSegment? segment)
    {
        segment = null;
        var result = SystemVCalls.Create(name.Key, draft.Size, draft.Rights.Policy.Mode, out var id);
        if (result.Succeeded)
        {
            result = SystemVCalls.Map(id, name, draft.Rights.Writable, out segment);
            if (!result.Succeeded)
            {
                _ = SystemVCalls.Remove(id);
            }
        }

        return result;
    }
}
