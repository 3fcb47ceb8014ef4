// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;
using Quayside.Waiting;

namespace Quayside.Crash.Tests.Steps;

/// <summary>One that has a live value open.</summary>
internal sealed class ValueMember(LiveValue<Block> value, TimeSpan patience) : VersionedMember(value, patience)
{
    /// <inheritdoc/>
    public override long Version => value.Version;

    /// <inheritdoc/>
    public override void Publish()
    {
        _ = value.Write(Block.Of(value.Version + 1));
        value.Resign();
    }

    /// <inheritdoc/>
    protected override bool WaitForChange(ref long version) => value.WaitForChange(ref version, Patience);

    /// <inheritdoc/>
    protected override void CheckIsWhole(long version)
    {
        Assert.Equal(version != 0, value.TryRead(out var block, out var stamp));
        Assert.Equal((version, version), (stamp.Version, Block.NumberOf(block)));
    }
}
