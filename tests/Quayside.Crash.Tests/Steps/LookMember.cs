// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Crash.Tests.Torture;
using Quayside.Waiting;

namespace Quayside.Crash.Tests.Steps;

/// <summary>One that publishes frames at which the victim looks.</summary>
internal sealed class LookMember(IpcKey key, QuaysideSegmentOptions options, FramePublisher publisher, TimeSpan patience)
    : FrameMember(key, options, publisher, patience)
{
    /// <summary>Waits for the slot at which the victim looks: all others are taken.</summary>
    public override Task<bool> Sleep()
    {
        var reader = Read();
        Draw(TimeSpan.Zero);
        Assert.True(reader.TryTake(out var frame));
        Draw(TimeSpan.Zero);
        return Task.Run(() =>
        {
            using (reader)
            using (frame)
            {
                Draw(Patience);
                Publisher.Resign();
                return false;
            }
        });
    }

    /// <summary>Checks that there are slots enough again.</summary>
    public override void CheckGoesOn(Member newcomer, long version, bool isAbandoned, Task<bool>? sleeper)
    {
        Assert.False(sleeper?.GetAwaiter().GetResult() ?? false);
        for (var i = 0; i < 2 * Slots; i++)
        {
            Publish();
        }

        CheckIsWhole(Version);
        newcomer.Publish();
        CheckIsWhole(Version);

        // The latest frame, one that is looked at, and one to draw in: none is left to the dead.
        using var reader = Read();
        Assert.True(reader.TryTake(out var frame));
        Publish();
        Publish();
        frame.Dispose();
        Assert.Equal(0, Publisher.Dropped);
    }
}
