// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Waiting;

namespace Quayside.Crash.Tests.Steps;

/// <summary>One that has a live buffer open: version v is v bytes, all of them v.</summary>
internal sealed class BufferMember(LiveBuffer buffer, TimeSpan patience) : VersionedMember(buffer, patience)
{
    /// <inheritdoc/>
    public override long Version => buffer.Version;

    /// <inheritdoc/>
    public override void Publish()
    {
        _ = buffer.Write(BytesOf(buffer.Version + 1));
        buffer.Resign();
    }

    /// <inheritdoc/>
    protected override bool WaitForChange(ref long version) => buffer.WaitForChange(ref version, Patience);

    /// <inheritdoc/>
    protected override void CheckIsWhole(long version)
    {
        Assert.Equal(version != 0, buffer.TryRead(out var bytes, out var stamp));
        Assert.Equal(version, stamp.Version);
        Assert.Equal(BytesOf(version), bytes ?? []);
    }

    private static byte[] BytesOf(long version) => [.. Enumerable.Repeat((byte)version, (int)version)];
}
