// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;
using Quayside.Platform.Files;
using Quayside.Platform.Native;

namespace Quayside.Platform.Keyed.SystemV;

/// <summary>The System V calls on segments, with results as values.</summary>
internal static unsafe class SystemVCalls
{
    /// <summary>Makes a segment, exclusively.</summary>
    public static IpcResult Create(int key, long size, UnixFileMode mode, out int id)
    {
        id = -1;
        var error = ResourceLimits.CheckMemory(size);
        if (error != 0)
        {
            return SystemVErrors.From(error, IpcStep.CreateSegment);
        }

        id = LibC.shmget(key, (nuint)size, LibC.IPC_CREAT | LibC.IPC_EXCL | SystemVMode.Ours(mode));
        return id >= 0 ? IpcResult.Success : SystemVErrors.Last(IpcStep.CreateSegment);
    }

    /// <summary>Finds a segment that this process may attach and uses.</summary>
    public static IpcResult Open(int key, SegmentRights rights, out int id)
    {
        id = LibC.shmget(key, 0, rights.Writable ? SystemVMode.ReadWrite : SystemVMode.Read);
        return id >= 0 ? Judge(id, rights.Policy, IpcStep.OpenSegment, rights.Writable) : SystemVErrors.Last(IpcStep.OpenSegment);
    }

    /// <summary>Judges whether a segment may be used. Its owner may change, its maker does not.</summary>
    public static IpcResult Judge(int id, AccessPolicy policy, IpcStep step, bool forWriting = true)
    {
        var result = TryStat(id, out var info);
        return result.Succeeded ? policy.Judge(info.Owner, step, forWriting)
            : result.Error == IpcError.Removed ? IpcResult.Success
            : result;
    }

    /// <summary>Finds a segment whoever owns it: asking for no access is always granted.</summary>
    public static IpcResult Find(int key, out int id)
    {
        id = LibC.shmget(key, 0, 0);
        return id >= 0 ? IpcResult.Success : SystemVErrors.Last(IpcStep.OpenSegment);
    }

    /// <summary>Gets whether no segment has this key.</summary>
    public static bool IsFree(int key) => Find(key, out _).Error == IpcError.NotFound;

    /// <summary>Asks for size and users.</summary>
    public static IpcResult TryStat(int id, out SegmentInfo info)
    {
        LibC.shmid_ds status = default;

        // Holds: the buffer is a local of the kernel's size, checked against the C compiler's by a test.
        if (LibC.shmctl(id, LibC.IPC_STAT, &status) != 0)
        {
            // Asking needs the right to read; the kernel's table tells everybody.
            var result = SystemVErrors.Last(IpcStep.QuerySegment);
            info = default;
            return result.Error == IpcError.PermissionDenied && SystemVTable.TryFind(id, out info) ? IpcResult.Success : result;
        }

        info = new SegmentInfo(id, checked((long)status.segsz), checked((long)status.nattch), status.cpid, status.uid)
        {
            Owner = new ObjectOwner(status.uid, status.cuid, status.cgid),
            IsOurs = SystemVMode.IsOurs(status.mode),
        };
        return IpcResult.Success;
    }

    /// <summary>Marks a segment for destruction: its key is free at once, its memory goes with the last one attached.</summary>
    public static IpcResult Remove(int id)
    {
        if (LibC.shmctl(id, LibC.IPC_RMID, (LibC.shmid_ds*)null) == 0)
        {
            return IpcResult.Success;
        }

        var result = SystemVErrors.Last(IpcStep.RemoveSegment);
        return result.Error == IpcError.Removed ? IpcResult.Success : result;
    }

    /// <summary>Maps a segment.</summary>
    public static IpcResult Map(int id, SystemVName name, bool writable, out IpcSegment? segment)
    {
        segment = null;
        var address = LibC.shmat(id, 0, writable ? 0 : LibC.SHM_RDONLY);
        if (address == -1)
        {
            return SystemVErrors.Last(IpcStep.MapSegment);
        }

        var result = TryStat(id, out var info);
        if (!result.Succeeded)
        {
            _ = LibC.shmdt(address);
            return result;
        }

        segment = new SystemVSegment(new SystemVRegion(address, info.Size, writable), info, name);
        return IpcResult.Success;
    }
}
