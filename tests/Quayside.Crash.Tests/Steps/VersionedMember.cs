// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Crash.Tests.Torture;

namespace Quayside.Crash.Tests.Steps;

/// <summary>One that has something open whose version goes up.</summary>
internal abstract class VersionedMember(IDisposable opened, TimeSpan patience) : Member(opened, patience)
{
    /// <inheritdoc/>
    public override Task<bool> Sleep()
    {
        var version = Version;
        return Task.Run(() =>
        {
            Assert.True(WaitForChange(ref version), "A sleeper was not woken.");
            return false;
        });
    }

    /// <inheritdoc/>
    public override void CheckGoesOn(Member newcomer, long version, bool isAbandoned, Task<bool>? sleeper)
    {
        var other = (VersionedMember)newcomer;
        CheckBoth(other, version);
        var fresh = Sleep();
        other.Publish();
        Assert.False(fresh.GetAwaiter().GetResult());
        Assert.False(sleeper?.GetAwaiter().GetResult() ?? false);
        CheckBoth(other, version + 1);
        Publish();
        CheckBoth(other, version + 2);
    }

    /// <summary>Waits for another version than one that is known.</summary>
    protected abstract bool WaitForChange(ref long version);

    /// <summary>Checks that the value of a version is there, and whole.</summary>
    protected abstract void CheckIsWhole(long version);

    private void CheckBoth(VersionedMember other, long version)
    {
        Assert.Equal((version, version), (Version, other.Version));
        CheckIsWhole(version);
        other.CheckIsWhole(version);
    }
}
