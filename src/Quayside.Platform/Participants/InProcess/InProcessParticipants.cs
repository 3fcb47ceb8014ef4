// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;
using Quayside.Platform.Keyed.InProcess;
using Quayside.Platform.Memory;
using Quayside.Platform.Objects.InProcess;

namespace Quayside.Platform.Participants.InProcess;

/// <summary>Segments in memory of this process, whose objects are the participants. Stateless and thread-safe.</summary>
/// <remarks>
/// The names are those of <see cref="InProcessBackend"/>. A persistent segment stays until it is removed or the process ends. A kill of the process
/// leaves nothing.
/// </remarks>
internal sealed class InProcessParticipants : ParticipantBackend
{
    private InProcessParticipants()
    {
    }

    /// <summary>Gets the backend.</summary>
    public static InProcessParticipants Instance { get; } = new();

    private static InProcessNames Names => InProcessNames.Shared;

    /// <inheritdoc/>
    public override IpcResult Open(
        string name, ulong signature, long minimumSize, bool writable, AccessPolicy policy, out ParticipantSegment? segment)
    {
        segment = null;
        lock (Names.Gate)
        {
            if (!Names.Blocks.TryGetValue(name, out var block))
            {
                return new IpcResult(IpcError.NotFound, IpcStep.OpenSegment, 0);
            }

            return block.BeginsWith(signature, minimumSize)
                ? Enter(name, block, out segment)
                : new IpcResult(IpcError.Foreign, IpcStep.OpenSegment, 0);
        }
    }

    /// <inheritdoc/>
    public override IpcResult Create(
        string name, long size, UnixFileMode mode, Action<SharedWords> fill, out ParticipantSegment? segment)
    {
        segment = null;
        InProcessBlock block;
        try
        {
            block = new InProcessBlock(size);
        }
        catch (Exception exception) when (exception is OutOfMemoryException or OverflowException)
        {
            return new IpcResult(IpcError.OutOfResources, IpcStep.CreateSegment, 0);
        }

        var mine = new InProcessParticipantSegment(Names, name, block);
        _ = mine.TryEnterGate();
        _ = mine.TryClaim(0);
        fill(mine.Words);
        lock (Names.Gate)
        {
            if (Names.Blocks.TryAdd(name, block))
            {
                segment = mine;
                return IpcResult.Success;
            }
        }

        mine.Dispose();
        return new IpcResult(IpcError.AlreadyExists, IpcStep.CreateSegment, 0);
    }

    private static IpcResult Enter(string name, InProcessBlock block, out ParticipantSegment? segment)
    {
        segment = new InProcessParticipantSegment(Names, name, block);
        var result = segment.TryEnterGate();
        if (!result.Succeeded)
        {
            segment.Dispose();
            segment = null;
        }

        return result;
    }
}
