// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Crashes;

/// <summary>A process that is killed while it writes what it is about to publish takes nothing away.</summary>
public abstract class PublishKillTests(KeyKind kind) : SegmentTest(kind)
{
    [Fact]
    public void What_was_published_before_stays_whole()
    {
        using var earlier = Host.Start();
        Assert.Equal($"Created {Size}", earlier.Ask($"publish\t{Key}\t{Size}\t1"));
        Kill(2 * Size);

        var expected = new byte[Size];
        Array.Fill(expected, (byte)1);
        using (var memory = SharedMemory.Attach(Key))
        {
            using var held = memory.Lock();
            Assert.Equal((SharedMemoryOrigin.Attached, true), (memory.Origin, held.Span.SequenceEqual(expected)));
        }

        Assert.Equal($"Replaced {2 * Size}", earlier.Ask($"publish\t{Key}\t{2 * Size}\t3"));
        Assert.Equal("3", earlier.Ask($"read\t{Size}"));
        Assert.Equal("disposed", earlier.Ask("dispose"));
    }

    /// <summary>Kills a process in the middle of writing, and frees the lock where the kernel does not.</summary>
    private void Kill(int size)
    {
        using var victim = Host.Start();
        Assert.Equal("filling", victim.Ask($"publish-for-ever\t{Key}\t{size}"));
        victim.Kill();
        if (Key.Type == IpcKeyType.Posix)
        {
            Assert.True(SharedMemory.BreakLock(Key));
        }
    }
}

public sealed class SystemVPublishKillTests() : PublishKillTests(KeyKind.SystemV);

public sealed class PosixPublishKillTests() : PublishKillTests(KeyKind.PlatformSafe);
