// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Internal;
using Quayside.Testing;

namespace Quayside.Torture;

/// <summary>Reads and writes values of a type.</summary>
internal sealed class ValueDuty(World world, Place place) : LiveDuty<LiveValue<Block>>(world, place)
{
    /// <summary>Reads the latest value, and has it checked.</summary>
    public static void Check(LiveValue<Block> opened, LatestValue latest)
    {
        _ = opened.TryRead(out var block, out var stamp);
        latest.See(stamp.Version, Block.NumberOf(block) >= 0, block[0]);
    }

    /// <inheritdoc/>
    protected override LiveValue<Block> Open(IpcKey key, QuaysideSegmentOptions options, bool isReadOnly) =>
        isReadOnly ? LiveValue<Block>.OpenReadOnly(key, options) : LiveValue<Block>.Open(key, options);

    /// <inheritdoc/>
    protected override long Write(LiveValue<Block> opened) => opened.Write(Block.Of(World.Random.Next()));

    /// <inheritdoc/>
    protected override void Resign(LiveValue<Block> opened) => opened.Resign();

    /// <inheritdoc/>
    protected override void Read(LiveValue<Block> opened, LatestValue latest) => Check(opened, latest);
}
