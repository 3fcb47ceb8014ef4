// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;

namespace Quayside.Platform.Inventory;

/// <summary>A look at a segment that has participants, from outside: nothing is joined or held by looking.</summary>
/// <remarks>
/// Not thread-safe. Whoever looks is no participant and no reader, so nobody waits for it and nobody takes the segment for used because
/// of it. What is read is a private copy, in which any bytes can be. Only <see cref="TryEnterGate"/> and what comes after it touch the
/// segment.
/// </remarks>
internal abstract class ParticipantExamination : IDisposable
{
    /// <summary>Gets the identity of the segment: the inode, or a number in this process. A segment that is created again has another one.</summary>
    public abstract long Id { get; }

    /// <summary>Gets the size in bytes.</summary>
    public abstract long Size { get; }

    /// <summary>Judges whether the segment may be changed or removed.</summary>
    public abstract IpcResult Judge(AccessPolicy policy);

    /// <summary>Copies bytes.</summary>
    /// <returns>Whether all of them are there.</returns>
    public abstract bool TryRead(long offset, Span<byte> destination);

    /// <summary>Gets whether a living participant holds a place.</summary>
    /// <param name="place">0 for the first.</param>
    public abstract bool IsClaimed(int place);

    /// <summary>Gets whether anybody takes part, with a place or reading.</summary>
    public abstract bool IsInUse();

    /// <summary>Gets whether anybody takes part as a reader.</summary>
    public abstract bool HasReaders();

    /// <summary>Gets whether somebody stands in the gate: to come in, to leave, or to remove the segment.</summary>
    public abstract bool IsGateTaken();

    /// <summary>Steps into the gate if nobody else is there; until disposal nobody else comes in or leaves then.</summary>
    /// <returns><see cref="IpcError.InUse"/> when somebody is; <see cref="IpcError.NotFound"/> when the name does not mean this segment any more.</returns>
    public abstract IpcResult TryEnterGate();

    /// <summary>Writes a word on the first page and takes the name away. Who has the segment mapped keeps the memory.</summary>
    /// <param name="offset">The word, which says that the segment is gone.</param>
    /// <param name="value">What it says.</param>
    public abstract IpcResult Remove(long offset, ulong value);

    /// <inheritdoc/>
    public abstract void Dispose();
}
