// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.Versioning;
using Quayside.Platform.Common;
using Quayside.Platform.Memory;
using Quayside.Platform.Native;
using Quayside.Platform.Objects.Windows;
using Quayside.Platform.Waiting;

namespace Quayside.Platform.Participants.Windows;

/// <summary>Segments as sections of the page file, with a mutex for the gate and a semaphore for each place. Stateless and thread-safe.</summary>
/// <remarks>
/// A section cannot be made before it gets its name, so it is made and opened in the gate. Everything goes with its last handle: there is
/// nothing to recover when all who used a segment were killed, and one that somebody still has open is joined and not made anew.
/// </remarks>
[SupportedOSPlatform("windows")]
internal sealed class WindowsParticipants : ParticipantBackend
{
    // A process that is being taken down frees the gate before it closes the section: by milliseconds, or more on a busy system.
    private static readonly TimeSpan _longestEnd = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _firstPause = TimeSpan.FromMilliseconds(1);

    private WindowsParticipants()
    {
    }

    /// <summary>Gets the backend.</summary>
    public static WindowsParticipants Instance { get; } = new();

    /// <inheritdoc/>
    public override IpcResult Open(
        string name, ulong signature, long minimumSize, bool writable, AccessPolicy policy, out ParticipantSegment? segment)
    {
        segment = null;
        var names = new ParticipantNames(name);
        var result = EnterGate(names, IpcStep.OpenSegment, out var gate, out var wasAbandoned);
        if (result.Succeeded)
        {
            result = Find(names, gate!, writable, out var found);
            result = found is null ? result : Judge(found, signature, minimumSize, wasAbandoned);
            segment = result.Succeeded ? found : Drop(found);
        }

        if (!result.Succeeded)
        {
            gate?.Dispose();
        }

        return result;
    }

    /// <inheritdoc/>
    public override IpcResult Create(
        string name, long size, UnixFileMode mode, Action<SharedWords> fill, out ParticipantSegment? segment)
    {
        segment = null;
        var names = new ParticipantNames(name);
        var result = EnterGate(names, IpcStep.CreateSegment, out var gate, out var wasAbandoned);
        if (result.Succeeded)
        {
            CrashPoint.Reached(CrashStep.CreateBegun);
            result = Make(names, gate!, size, wasAbandoned, out var made);
            if (result.Succeeded)
            {
                fill(made!.Words);
                CrashPoint.Reached(CrashStep.CreateFilled);
            }

            segment = result.Succeeded ? made : Drop(made);
        }

        if (!result.Succeeded)
        {
            gate?.Dispose();
        }

        return result;
    }

    private static IpcResult EnterGate(ParticipantNames names, IpcStep step, out KernelMutex? gate, out bool wasAbandoned)
    {
        gate = null;
        wasAbandoned = false;
        var result = names.Check(step);
        if (result.Succeeded)
        {
            result = KernelMutex.CreateOrOpen(names.Gate, out gate);
        }

        return result.Succeeded ? gate!.TryTake(out wasAbandoned) : result;
    }

    // Who only reads opens for writing as well where that is allowed, to be able to ring the bell.
    private static IpcResult Find(ParticipantNames names, KernelMutex gate, bool writable, out WindowsParticipantSegment? segment)
    {
        segment = null;
        var mayWrite = true;
        var section = Kernel32.OpenFileMapping(SectionView.Access(writable: true), 0, names.Section);
        var result = WindowsErrors.Last(IpcStep.OpenSegment);
        if (section.IsInvalid && !writable && result.Error == IpcError.PermissionDenied)
        {
            mayWrite = false;
            section = Kernel32.OpenFileMapping(SectionView.Access(writable: false), 0, names.Section);
            result = WindowsErrors.Last(IpcStep.OpenSegment);
        }

        if (section.IsInvalid)
        {
            section.Dispose();
            return result;
        }

        return WindowsParticipantSegment.Map(names, gate, section, writable, mayWrite, out segment);
    }

    private static IpcResult Judge(WindowsParticipantSegment segment, ulong signature, long minimumSize, bool wasAbandoned)
    {
        AwaitEndOfMaker(segment, wasAbandoned);
        var first = segment.Words.Load(0);

        // Nobody is left who could finish it; it goes when it is let go, and one begins again.
        return first == 0 && segment.IsAlone() ? new IpcResult(IpcError.InUse, IpcStep.OpenSegment, 0)
            : first != signature || segment.Words.Length < minimumSize ? new IpcResult(IpcError.Foreign, IpcStep.OpenSegment, 0)
            : IpcResult.Success;
    }

    private static IpcResult Make(
        ParticipantNames names, KernelMutex gate, long size, bool wasAbandoned, out WindowsParticipantSegment? segment)
    {
        segment = null;
        var section = Kernel32.CreateFileMapping(
            Kernel32.INVALID_HANDLE_VALUE, 0, Kernel32.PAGE_READWRITE, (uint)(size >> 32), unchecked((uint)size), names.Section);
        var result = WindowsErrors.Last(IpcStep.CreateSegment);
        if (section.IsInvalid)
        {
            section.Dispose();
            return result;
        }

        var mapped = WindowsParticipantSegment.Map(names, gate, section, writable: true, mayWrite: true, out segment);
        if (!mapped.Succeeded)
        {
            return mapped;
        }

        if (result.Error == IpcError.AlreadyExists)
        {
            AwaitEndOfMaker(segment!, wasAbandoned);
            return result;
        }

        // The section of one who was killed may be gone a little before its place is.
        CrashPoint.Reached(CrashStep.CreateReserved);
        return segment!.TryClaim(0) ? IpcResult.Success : new IpcResult(IpcError.InUse, IpcStep.CreateSegment, 0);
    }

    // What one who died in the gate had begun must not be taken for somebody else's memory.
    private static void AwaitEndOfMaker(WindowsParticipantSegment segment, bool wasAbandoned)
    {
        var pauses = new PollingWait(wasAbandoned ? _longestEnd : TimeSpan.Zero, _firstPause);
        while (segment.Words.Load(0) == 0 && !segment.IsAlone() && pauses.TryNext(out var pause))
        {
            Thread.Sleep(pause);
        }
    }

    private static ParticipantSegment? Drop(WindowsParticipantSegment? segment)
    {
        segment?.Dispose();
        return null;
    }
}
