// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;
using Quayside.Platform.Memory;

namespace Quayside.Platform.Participants;

/// <summary>A mechanism that keeps segments whose participants the kernel can prove alive. Stateless and thread-safe.</summary>
/// <remarks>
/// A segment has a gate, which one process passes at a time to come in, to leave, or to take the name away, and a number of places, each of
/// which a living participant holds. A process that dies holds neither any more.
/// </remarks>
internal abstract class ParticipantBackend
{
    /// <summary>Opens a segment that is there, and stands in its gate.</summary>
    /// <param name="name">Its native name.</param>
    /// <param name="signature">The word with which segments begin.</param>
    /// <param name="minimumSize">The least bytes a segment has.</param>
    /// <param name="writable">Whether to map it for writing.</param>
    /// <param name="policy">Whose segments are used.</param>
    /// <param name="segment">The segment, with its gate held.</param>
    /// <returns>
    /// <see cref="IpcError.NotFound"/>; <see cref="IpcError.InUse"/> when somebody else is in the gate, so that one tries again;
    /// <see cref="IpcError.Foreign"/> when there is something else under the name.
    /// </returns>
    public abstract IpcResult Open(
        string name, ulong signature, long minimumSize, bool writable, AccessPolicy policy, out ParticipantSegment? segment);

    /// <summary>Makes a segment, and stands in its gate and holds its first place.</summary>
    /// <param name="name">Its native name.</param>
    /// <param name="size">Its size in bytes.</param>
    /// <param name="mode">Its mode, whatever the umask; ignored on Windows.</param>
    /// <param name="fill">Writes what is in it, all zero before. Nobody can have it open meanwhile, or come through its gate.</param>
    /// <param name="segment">The segment, with its gate and place 0 held.</param>
    /// <returns><see cref="IpcError.AlreadyExists"/> when there is something under the name; <see cref="IpcError.InUse"/> as in Open.</returns>
    public abstract IpcResult Create(
        string name, long size, UnixFileMode mode, Action<SharedWords> fill, out ParticipantSegment? segment);
}
