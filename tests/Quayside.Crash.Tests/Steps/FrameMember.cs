// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.CrashSteps;

namespace Quayside.Crash.Tests.Steps;

/// <summary>One who publishes frames, and takes part once more to look at them. Each frame is full of its own sequence.</summary>
internal sealed class FrameMember(FramePublisher publisher, TimeSpan patience) : VersionedMember(publisher, patience)
{
    /// <inheritdoc/>
    public override long Version => publisher.Sequence;

    /// <inheritdoc/>
    public override void Publish()
    {
        _ = Picture.Publish(publisher);
        publisher.Resign();
    }

    /// <inheritdoc/>
    protected override bool WaitForChange(ref long version)
    {
        using var reader = FrameReader.Open(publisher.Key);
        while (reader.TryTake(out var frame, Patience))
        {
            using (frame)
            {
                if (frame.Sequence != version)
                {
                    version = frame.Sequence;
                    return true;
                }
            }
        }

        return false;
    }

    /// <inheritdoc/>
    protected override void CheckIsWhole(long version)
    {
        using var reader = FrameReader.Open(publisher.Key);
        Assert.Equal(version != 0, reader.TryTake(out var frame));
        if (version != 0)
        {
            using (frame)
            {
                Assert.Equal(version, frame.Sequence);
                Assert.Equal((byte)version, Picture.NumberOf(frame));
            }
        }
    }
}
