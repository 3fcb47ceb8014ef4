// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Buffers.Binary;
using System.Runtime.Versioning;
using Quayside.Platform.Common;
using Quayside.Platform.Native;
using Quayside.Platform.Objects.Windows;

namespace Quayside.Platform.Keyed.Windows;

/// <summary>Segments as sections of the page file, locks as semaphores: what Qt uses on Windows.</summary>
/// <remarks>
/// A native name is the name of a kernel object, in the session or after <c>Global\</c> across sessions. All of it is in the kernel and
/// goes with the last handle, of a process that is killed too; so there are no orphans, and nothing can be taken away from its users.
/// </remarks>
[SupportedOSPlatform("windows")]
internal sealed class WindowsBackend : IpcBackend
{
    private WindowsBackend()
    {
    }

    /// <summary>Gets the backend.</summary>
    public static WindowsBackend Instance { get; } = new();

    /// <inheritdoc/>
    public override IpcResult CreateSegment(string name, SegmentDraft draft, SegmentFill? fill, out IpcSegment? segment)
    {
        segment = null;
        var check = WindowsName.Check(name, IpcStep.CreateSegment);
        if (!check.Succeeded)
        {
            return check;
        }

        var section = Kernel32.CreateFileMapping(
            Kernel32.INVALID_HANDLE_VALUE, 0, Kernel32.PAGE_READWRITE, (uint)(draft.Size >> 32), unchecked((uint)draft.Size), name);
        var result = WindowsErrors.Last(IpcStep.CreateSegment);
        if (section.IsInvalid || result.Error == IpcError.AlreadyExists)
        {
            // Qt keeps the handle of the section that is there, and keeps that alive by it.
            section.Dispose();
            return result;
        }

        result = WindowsSegment.Map(section, draft.Rights.Writable, draft.Size, out segment);
        if (segment is not null)
        {
            try
            {
                fill?.Invoke(segment.Region);
            }
            catch
            {
                segment.Dispose();
                throw;
            }
        }

        return result;
    }

    /// <inheritdoc/>
    public override IpcResult OpenSegment(string name, SegmentRights rights, out IpcSegment? segment)
    {
        segment = null;
        var check = WindowsName.Check(name, IpcStep.OpenSegment);
        if (!check.Succeeded)
        {
            return check;
        }

        var section = Kernel32.OpenFileMapping(SectionView.Access(rights.Writable), 0, name);
        if (section.IsInvalid)
        {
            var failure = WindowsErrors.Last(IpcStep.OpenSegment);
            section.Dispose();
            return failure;
        }

        return WindowsSegment.Map(section, rights.Writable, requestedSize: null, out segment);
    }

    /// <inheritdoc/>
    /// <remarks>Refused with <see cref="IpcError.InUse"/> when one is there: whatever is there is in use.</remarks>
    public override IpcResult ReplaceSegment(string name, SegmentDraft draft, SegmentFill? fill, out IpcSegment? segment)
    {
        var result = CreateSegment(name, draft, fill, out segment);
        return result.Error == IpcError.AlreadyExists ? result with { Error = IpcError.InUse } : result;
    }

    /// <inheritdoc/>
    /// <inheritdoc cref="ReplaceSegment" path="/remarks"/>
    public override IpcResult RemoveSegment(string name, AccessPolicy policy = default)
    {
        var result = ProbeSegment(name);
        return result.Succeeded ? new IpcResult(IpcError.InUse, IpcStep.RemoveSegment, 0) : result;
    }

    /// <inheritdoc/>
    public override IpcResult ProbeSegment(string name)
    {
        var result = WindowsName.Check(name, IpcStep.OpenSegment);
        if (!result.Succeeded)
        {
            return result;
        }

        using var section = Kernel32.OpenFileMapping(Kernel32.FILE_MAP_READ, 0, name);
        if (!section.IsInvalid)
        {
            return IpcResult.Success;
        }

        result = WindowsErrors.Last(IpcStep.OpenSegment);
        return result.Error == IpcError.NotFound ? result with { Step = IpcStep.DeriveKey } : result;
    }

    /// <inheritdoc/>
    public override IpcResult FindSegment(string name, out SegmentInfo info)
    {
        var result = OpenSegment(name, new SegmentRights(Writable: false, SegmentRights.Private), out var segment);
        using (segment)
        {
            info = segment?.Info ?? default;
            return result;
        }
    }

    /// <inheritdoc/>
    public override bool BeginsWith(string name, ulong word, long minimumSize)
    {
        _ = OpenSegment(name, new SegmentRights(Writable: false, SegmentRights.Private), out var segment);
        using (segment)
        {
            return segment is not null && segment.Region.Length >= minimumSize
                && BinaryPrimitives.ReadUInt64LittleEndian(segment.Region.ReadOnlySlice(0, sizeof(ulong))) == word;
        }
    }

    /// <inheritdoc/>
    /// <remarks>A name without a segment is nothing.</remarks>
    public override void ForgetName(string name, AccessPolicy policy = default)
    {
    }

    /// <inheritdoc/>
    public override bool IsAbsent(string name) => ProbeSegment(name).Error == IpcError.NotFound;

    /// <inheritdoc/>
    /// <remarks>
    /// Windows tells nothing of the uses of a lock, so each look may have missed one: the time is the time of the look. Nor does it tell one
    /// section from another that came after it.
    /// </remarks>
    public override SegmentIdentity Observe(string name, string lockName, AccessPolicy policy = default) => FindSegment(name, out var info).Succeeded
        ? new SegmentIdentity(true, info.Id, info.Size, 0, Environment.TickCount64, 0)
        : default;

    /// <inheritdoc/>
    public override IpcLock CreateLock(string lockName, AccessPolicy policy) => new WindowsLock(lockName);

    /// <inheritdoc/>
    public override IpcResult OpenSemaphore(
        string name,
        SemaphoreDemand demand,
        int initialValue,
        SemaphoreSettings settings,
        out IpcSemaphore? semaphore,
        CancellationToken cancellation = default)
    {
        semaphore = null;
        var isNew = false;
        KernelSemaphore? opened = null;
        var result = WindowsName.Check(name, IpcStep.OpenLock);
        if (result.Succeeded)
        {
            result = demand == SemaphoreDemand.Open
                ? KernelSemaphore.Open(name, out opened)
                : KernelSemaphore.CreateOrOpen(name, initialValue, out opened, out isNew);
        }

        if (opened is null)
        {
            return result;
        }

        if (demand == SemaphoreDemand.Create && !isNew)
        {
            opened.Dispose();
            return WindowsErrors.From(Win32Error.ERROR_ALREADY_EXISTS, IpcStep.OpenLock);
        }

        semaphore = new WindowsSemaphore(opened, isNew);
        return IpcResult.Success;
    }

    /// <inheritdoc/>
    /// <inheritdoc cref="ReplaceSegment" path="/remarks"/>
    public override IpcResult RemoveSemaphore(string name, AccessPolicy policy = default)
    {
        var result = OpenSemaphore(name, SemaphoreDemand.Open, 0, default, out var semaphore);
        using (semaphore)
        {
            return result.Succeeded ? new IpcResult(IpcError.InUse, IpcStep.OpenLock, 0) : result;
        }
    }

    /// <inheritdoc/>
    public override string? SignalFile(string name) => null;
}
