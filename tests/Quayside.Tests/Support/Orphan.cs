// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;

namespace Quayside.Tests.Support;

/// <summary>A segment whose only user was killed.</summary>
internal static class Orphan
{
    /// <summary>Makes one of which byte 0 is 42.</summary>
    /// <returns>The id that the process had.</returns>
    public static int Leave(IpcKey key, int size)
    {
        using var host = Host.Start();
        Assert.Equal($"Created {size}", host.Ask($"create\t{key}\t{size}"));
        Assert.Equal("written", host.Ask("write\t0\t42"));
        host.Kill();
        return host.Id;
    }
}
