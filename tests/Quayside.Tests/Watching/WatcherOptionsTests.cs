// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Tests.Watching;

public sealed class WatcherOptionsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void An_interval_that_is_not_positive_is_refused(int ticks) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SharedMemoryWatcherOptions { Interval = TimeSpan.FromTicks(ticks) });
}
