// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Collections.Concurrent;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using Quayside.Platform.Common;
using Quayside.Platform.Memory;
using Quayside.Platform.Native;
using Quayside.Platform.Objects.Windows;

namespace Quayside.Platform.Participants.Windows;

/// <summary>A segment in a section of the page file, whose participants hold a semaphore each, which is gone when they are.</summary>
/// <remarks>
/// <para>
/// Proof of life is that somebody has the semaphore of the place open; nobody ever takes a unit of it. The kernel closes the handles of
/// a dead process before another one can meet its id, asks for no rights on that process, and tells two objects of one process apart.
/// </para>
/// <para>
/// One sleeps on a semaphore as well, and has it open only meanwhile: so the number of its handles is the number of sleepers, and units that
/// nobody takes go with the last of them. Whoever wakes opens it; if it is not there, nobody sleeps.
/// </para>
/// </remarks>
[SupportedOSPlatform("windows")]
internal sealed class WindowsParticipantSegment : ParticipantSegment
{
    private readonly ParticipantNames _names;
    private readonly KernelMutex _gate;
    private readonly SafeMemoryMappedFileHandle _section;
    private readonly ConcurrentDictionary<int, KernelSemaphore> _places = new();

    private WindowsParticipantSegment(
        ParticipantNames names, KernelMutex gate, SafeMemoryMappedFileHandle section, SharedWords words, SharedWords? firstPage)
    {
        _names = names;
        _gate = gate;
        _section = section;
        Words = words;
        FirstPage = firstPage;
    }

    /// <inheritdoc/>
    public override SharedWords Words { get; }

    /// <inheritdoc/>
    public override SharedWords? FirstPage { get; }

    /// <summary>Maps a section.</summary>
    /// <param name="names">The names.</param>
    /// <param name="gate">The gate, which the segment closes; a failure does not.</param>
    /// <param name="section">The section, which the segment closes; so does a failure.</param>
    /// <param name="writable">Whether to map all of it for writing.</param>
    /// <param name="mayWrite">Whether at least the first page can be mapped for writing.</param>
    /// <param name="segment">The segment.</param>
    public static IpcResult Map(
        ParticipantNames names,
        KernelMutex gate,
        SafeMemoryMappedFileHandle section,
        bool writable,
        bool mayWrite,
        out WindowsParticipantSegment? segment)
    {
        segment = null;
        SharedMapping? first = null;
        var result = WindowsMapping.Map(section, writable, length: 0, out var all);
        if (result.Succeeded && mayWrite && !writable)
        {
            result = WindowsMapping.Map(section, writable: true, Environment.SystemPageSize, out first);
        }

        if (!result.Succeeded)
        {
            section.Dispose();
            return result;
        }

        var words = new SharedWords(all!);
        SharedWords? firstPage = writable ? words : first is null ? null : new SharedWords(first);
        segment = new WindowsParticipantSegment(names, gate, section, words, firstPage);
        return IpcResult.Success;
    }

    /// <inheritdoc/>
    public override IpcResult TryEnterGate() => _gate.TryTake(out _);

    /// <inheritdoc/>
    public override void LeaveGate() => _gate.GiveBack();

    /// <inheritdoc/>
    public override bool TryClaim(int place)
    {
        if (!KernelSemaphore.CreateOrOpen(_names.PlaceOf(place), initialCount: 0, out var token, out var isNew).Succeeded)
        {
            return false;
        }

        if (isNew)
        {
            _places[place] = token!;
        }
        else
        {
            token!.Dispose();
        }

        return isNew;
    }

    /// <inheritdoc/>
    /// <remarks>Having the section open is enough: it stays for as long as anybody has.</remarks>
    public override IpcResult ClaimReading() => IpcResult.Success;

    /// <inheritdoc/>
    public override void Release(int place)
    {
        if (_places.TryRemove(place, out var token))
        {
            token.Dispose();
        }
    }

    /// <inheritdoc/>
    /// <remarks>The semaphore does not compare the word, as a futex does.</remarks>
    public override bool CanMissWakes => true;

    /// <inheritdoc/>
    /// <remarks>When it cannot be asked, nobody is taken for dead. Who asks at the same time looks like a holder, for a microsecond.</remarks>
    public override bool IsClaimed(int place)
    {
        var result = KernelSemaphore.Open(_names.PlaceOf(place), out var token);
        token?.Dispose();
        return result.Error != IpcError.NotFound;
    }

    /// <inheritdoc/>
    public override bool IsAlone() => HandleCount.Of(_section) == 1;

    /// <inheritdoc/>
    /// <remarks>The name goes with the last handle, which is this one.</remarks>
    public override IpcResult Remove()
    {
        _section.Dispose();
        return IpcResult.Success;
    }

    /// <inheritdoc/>
    public override void Wake(long offset, bool all)
    {
        if (KernelSemaphore.Open(_names.WakeOf(offset), out var wake).Succeeded)
        {
            using (wake)
            {
                _ = wake!.Add(all ? Math.Max(1, wake.CountOthers() ?? 1) : 1);
            }
        }
    }

    /// <summary>Opens what wakes those who sleep on a word. From now on a wake is kept for the caller: it looks at the word before it sleeps.</summary>
    /// <param name="offset">The word.</param>
    /// <returns>The semaphore, or null when the system has no room for it.</returns>
    public KernelSemaphore? OpenWake(long offset)
    {
        _ = KernelSemaphore.CreateOrOpen(_names.WakeOf(offset), initialCount: 0, out var wake, out _);
        return wake;
    }

    /// <inheritdoc/>
    /// <remarks>Last of all the gate: nobody comes in while the name is there and its users are not.</remarks>
    public override void Dispose()
    {
        foreach (var place in _places.Keys)
        {
            Release(place);
        }

        _section.Dispose();
        _gate.Dispose();
    }
}
