// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Internal;

namespace Quayside.Torture;

/// <summary>Reads and writes bytes, more and fewer.</summary>
internal sealed class BufferDuty(World world, Place place) : LiveDuty<LiveBuffer>(world, place)
{
    private readonly byte[] _bytes = new byte[Payload.MostBytes];

    /// <summary>Reads the latest value, and has it checked.</summary>
    public static void Check(LiveBuffer opened, LatestValue latest, byte[] bytes)
    {
        var isThere = opened.TryRead(bytes, out var length, out var stamp);
        var payload = bytes.AsSpan(0, length);
        latest.See(stamp.Version, !isThere || Payload.IsWhole(payload), isThere ? Payload.ChecksumOf(payload) : 0);
    }

    /// <inheritdoc/>
    protected override LiveBuffer Open(IpcKey key, QuaysideSegmentOptions options, bool isReadOnly) =>
        isReadOnly ? LiveBuffer.OpenReadOnly(key, options) : LiveBuffer.Open(key, Payload.MostBytes, options);

    /// <inheritdoc/>
    protected override long Write(LiveBuffer opened) =>
        opened.Write(Payload.Make(_bytes, World.Random.Next(Payload.FewestBytes, Payload.MostBytes + 1), World.Random));

    /// <inheritdoc/>
    protected override void Resign(LiveBuffer opened) => opened.Resign();

    /// <inheritdoc/>
    protected override void Read(LiveBuffer opened, LatestValue latest) => Check(opened, latest, _bytes);
}
