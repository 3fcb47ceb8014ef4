// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Failures;

/// <summary>A process that has no /proc, as in a chroot: it shares what others share, and is neither taken for dead nor takes others for it.</summary>
public sealed class WithoutProcTests
{
    private static string NewName() => UniqueKey.Next("proc").Replace(' ', '-');

    private static ChildProcess StartHost()
    {
        var host = Host.StartUnshared("-m", "true");
        Assert.Equal("hidden", host.Ask("hide-proc"));
        return host;
    }

    [Theory]
    [InlineData("inprocess")]
    [InlineData("posix")]
    public void Every_type_works(string type)
    {
        using var host = StartHost();

        Assert.Equal("used", host.Ask($"use-everything\t{type}\t{NewName()}"));
    }

    [Theory]
    [InlineData(IpcKeyType.SystemV)]
    [InlineData(IpcKeyType.Posix)]
    public void A_segment_is_made_replaced_and_shared_in_both_directions(IpcKeyType type)
    {
        using var host = StartHost();
        var key = IpcKey.PlatformSafe(NewName(), type);
        var text = key.ToString();
        Assert.Equal("Created 10", host.Ask($"create\t{text}\t10"));
        Assert.Equal("written", host.Ask("write\t3\t77"));
        using (var memory = SharedMemory.Attach(key))
        using (var held = memory.Lock())
        {
            Assert.Equal(77, held.ReadOnlySpan[3]);
            Assert.StartsWith("error LockError", host.Ask($"break\t{text}"));
        }

        Assert.Equal("Replaced 20", host.Ask($"replace\t{text}\t20"));
        Assert.Equal("Replaced 30", host.Ask($"publish\t{text}\t30\t5"));
        Assert.Equal("locked", host.Ask("lock"));
        Assert.Equal(SharedMemoryError.LockError, Assert.Throws<SharedMemoryException>(() => SharedMemory.BreakLock(key)).Error);
        Assert.Equal("True", host.Ask("unlock"));
        Assert.Equal("disposed", host.Ask("dispose"));
        Assert.Equal(SharedMemoryError.NotFound, Assert.Throws<SharedMemoryException>(() => SharedMemory.Attach(key)).Error);
    }

    [Theory]
    [InlineData(IpcKeyType.SystemV)]
    [InlineData(IpcKeyType.Posix)]
    public void A_kill_leaves_nothing_that_the_next_use_does_not_remove(IpcKeyType type)
    {
        var key = IpcKey.PlatformSafe(NewName(), type);
        using (var host = StartHost())
        {
            Assert.Equal("Created 10", host.Ask($"create\t{key}\t10"));
            host.Kill();
        }

        using var memory = SharedMemory.CreateOrAttach(key, 10);
        using var held = memory.Lock();
        Assert.Equal(10, memory.Size);
    }
}
