// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;
using Quayside.Platform.Objects.InProcess;

namespace Quayside.Platform.Keyed.InProcess;

/// <summary>Segments, locks and semaphores of this process alone, for tests of programs that share memory. Qt has no such mechanism.</summary>
/// <remarks>
/// A native name is any text. All of it is memory of the process and ends with it. Within the process it behaves as the mechanisms of the
/// system do: a block whose users only unmapped it stays, replaced ones live on for those who have them.
/// </remarks>
internal sealed class InProcessBackend : IpcBackend
{
    private readonly InProcessNames _names = InProcessNames.Shared;

    private InProcessBackend()
    {
    }

    /// <summary>Gets the backend.</summary>
    public static InProcessBackend Instance { get; } = new();

    /// <inheritdoc/>
    public override IpcResult CreateSegment(string name, SegmentDraft draft, SegmentFill? fill, out IpcSegment? segment)
    {
        lock (_names.Gate)
        {
            if (_names.Blocks.ContainsKey(name))
            {
                segment = null;
                return new IpcResult(IpcError.AlreadyExists, IpcStep.CreateSegment, 0);
            }
        }

        // The caller holds the key's lock, so none comes in between.
        return ReplaceSegment(name, draft, fill, out segment);
    }

    /// <inheritdoc/>
    public override IpcResult OpenSegment(string name, SegmentRights rights, out IpcSegment? segment)
    {
        lock (_names.Gate)
        {
            if (!_names.Blocks.TryGetValue(name, out var block))
            {
                segment = null;
                return NotFound(IpcStep.OpenSegment);
            }

            segment = Map(name, block, rights);
            return IpcResult.Success;
        }
    }

    /// <inheritdoc/>
    public override IpcResult ReplaceSegment(string name, SegmentDraft draft, SegmentFill? fill, out IpcSegment? segment)
    {
        segment = null;
        InProcessBlock block;
        try
        {
            block = new InProcessBlock(draft.Size);
        }
        catch (OutOfMemoryException)
        {
            return new IpcResult(IpcError.OutOfResources, IpcStep.CreateSegment, 0);
        }

        try
        {
            using var filled = block.Map(writable: true);
            fill?.Invoke(filled);
        }
        catch
        {
            block.LoseName();
            throw;
        }

        lock (_names.Gate)
        {
            _names.Blocks.GetValueOrDefault(name)?.LoseName();
            _names.Blocks[name] = block;
            segment = Map(name, block, draft.Rights);
            return IpcResult.Success;
        }
    }

    /// <inheritdoc/>
    public override IpcResult RemoveSegment(string name, AccessPolicy policy = default)
    {
        lock (_names.Gate)
        {
            if (!_names.Blocks.Remove(name, out var block))
            {
                return NotFound(IpcStep.RemoveSegment);
            }

            block.LoseName();
            return IpcResult.Success;
        }
    }

    /// <inheritdoc/>
    public override IpcResult ProbeSegment(string name) => FindSegment(name, out _);

    /// <inheritdoc/>
    public override IpcResult FindSegment(string name, out SegmentInfo info)
    {
        lock (_names.Gate)
        {
            info = _names.Blocks.TryGetValue(name, out var block) ? Describe(block) : default;
            return block is null ? NotFound(IpcStep.DeriveKey) : IpcResult.Success;
        }
    }

    /// <inheritdoc/>
    public override bool BeginsWith(string name, ulong word, long minimumSize)
    {
        lock (_names.Gate)
        {
            return _names.Blocks.TryGetValue(name, out var block) && block.BeginsWith(word, minimumSize);
        }
    }

    /// <inheritdoc/>
    /// <remarks>A name without a segment is nothing.</remarks>
    public override void ForgetName(string name, AccessPolicy policy = default)
    {
    }

    /// <inheritdoc/>
    public override bool IsAbsent(string name)
    {
        lock (_names.Gate)
        {
            return !_names.Blocks.ContainsKey(name) && !_names.Units.ContainsKey(name);
        }
    }

    /// <inheritdoc/>
    public override SegmentIdentity Observe(string name, string lockName, AccessPolicy policy = default)
    {
        lock (_names.Gate)
        {
            return _names.Blocks.TryGetValue(name, out var block)
                ? new SegmentIdentity(true, block.Id, block.Size, 0, _names.Units.GetValueOrDefault(lockName)?.Uses ?? 0, Environment.ProcessId)
                : default;
        }
    }

    /// <inheritdoc/>
    public override IpcLock CreateLock(string lockName, AccessPolicy policy) => new InProcessLock(_names, lockName);

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
        lock (_names.Gate)
        {
            var isThere = _names.Units.TryGetValue(name, out var units);
            if (isThere && demand == SemaphoreDemand.Create)
            {
                return new IpcResult(IpcError.AlreadyExists, IpcStep.OpenLock, 0);
            }

            if (!isThere && demand == SemaphoreDemand.Open)
            {
                return NotFound(IpcStep.OpenLock);
            }

            units ??= _names.Units[name] = new InProcessUnits(initialValue);
            if (demand == SemaphoreDemand.Renew && _names.IsIdle(units, settings))
            {
                units.Value = initialValue;
            }

            semaphore = new InProcessSemaphore(_names, name, units, isNew: !isThere, settings);
            return IpcResult.Success;
        }
    }

    /// <inheritdoc/>
    public override IpcResult RemoveSemaphore(string name, AccessPolicy policy = default)
    {
        lock (_names.Gate)
        {
            if (!_names.Units.Remove(name))
            {
                return NotFound(IpcStep.OpenLock);
            }

            // Those who wait for it as a lock look the name up anew.
            _names.Wake();
            return IpcResult.Success;
        }
    }

    /// <inheritdoc/>
    public override string? SignalFile(string name) => null;

    private static IpcResult NotFound(IpcStep step) => new(IpcError.NotFound, step, 0);

    private static SegmentInfo Describe(InProcessBlock block) =>
        new(block.Id, block.Size, block.Mappings, Environment.ProcessId, UserIdentity.User) { IsOurs = true };

    private InProcessSegment Map(string name, InProcessBlock block, SegmentRights rights)
    {
        var region = block.Map(rights.Writable);
        return new InProcessSegment(_names, name, block, region, Describe(block));
    }
}
