// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;
using Quayside.Platform.Files;
using Quayside.Platform.Memory;
using Quayside.Platform.Native;
using Quayside.Platform.Objects.Posix;

namespace Quayside.Platform.Participants.Posix;

/// <summary>A segment in /dev/shm. Sleeps are the kernel's futexes, which need no handle and find each other through the file.</summary>
internal sealed class PosixParticipantSegment : ParticipantSegment
{
    private readonly ParticipantFile _file;
    private readonly PosixMapping _all;
    private readonly PosixMapping? _first;

    private PosixParticipantSegment(ParticipantFile file, PosixMapping all, PosixMapping? first)
    {
        _file = file;
        _all = all;
        _first = first;
        Words = new SharedWords(all);
        FirstPage = first is null ? null : new SharedWords(first);
    }

    /// <inheritdoc/>
    public override SharedWords Words { get; }

    /// <inheritdoc/>
    public override SharedWords? FirstPage { get; }

    /// <summary>Maps a file.</summary>
    /// <param name="file">The file, which the segment closes.</param>
    /// <param name="size">Its size in bytes.</param>
    /// <param name="writable">Whether to map all of it for writing.</param>
    /// <param name="mayWrite">Whether at least the first page can be mapped for writing.</param>
    /// <param name="segment">The segment.</param>
    public static IpcResult Map(ParticipantFile file, long size, bool writable, bool mayWrite, out ParticipantSegment? segment)
    {
        segment = null;
        var result = PosixMapping.Map(file.Descriptor, size, writable, out var all);
        var first = writable ? all : null;
        if (result.Succeeded && !writable && mayWrite)
        {
            result = PosixMapping.Map(file.Descriptor, Environment.SystemPageSize, writable: true, out first);
        }

        if (!result.Succeeded)
        {
            all?.Vacate();
            return result;
        }

        segment = new PosixParticipantSegment(file, all!, first);
        return result;
    }

    /// <inheritdoc/>
    public override IpcResult TryEnterGate() => _file.TryLock(ParticipantFile.Gate, _file.GateKind);

    /// <inheritdoc/>
    public override void LeaveGate() => _file.Unlock(ParticipantFile.Gate);

    /// <inheritdoc/>
    public override bool TryClaim(int place) => _file.TryLock(ParticipantFile.PlaceOf(place), LibC.F_WRLCK).Succeeded;

    /// <inheritdoc/>
    public override IpcResult ClaimReading() => _file.TryLock(ParticipantFile.Readers, LibC.F_RDLCK);

    /// <inheritdoc/>
    public override void Release(int place) => _file.Unlock(ParticipantFile.PlaceOf(place));

    /// <inheritdoc/>
    public override bool IsClaimed(int place) => _file.IsLocked(place);

    /// <inheritdoc/>
    public override bool IsAlone() => !_file.IsShared();

    /// <inheritdoc/>
    public override IpcResult Remove() => !FileStatus.Means(_file.Path, _file.Identity) || LibC.unlink(_file.Path) == 0
        ? IpcResult.Success
        : PosixErrors.Last(IpcStep.RemoveSegment);

    /// <inheritdoc/>
    public override void Wake(long offset, bool all) => Futex.Wake(Words, offset, all);

    /// <inheritdoc/>
    public override void Dispose()
    {
        _file.Dispose();
        _all.Vacate();
        _first?.Vacate();
    }
}
