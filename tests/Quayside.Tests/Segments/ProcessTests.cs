// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Segments;

/// <summary>Two processes on one key.</summary>
public abstract class ProcessTests(KeyKind kind) : SegmentTest(kind)
{
    [Fact]
    public void Another_process_sees_the_same_bytes_and_the_last_one_cleans_up()
    {
        using var host = Host.Start();
        using (var memory = SharedMemory.Create(Key, Size))
        {
            Assert.Equal("Attached 4096", host.Ask($"attach\t{Key}"));
            using var view = memory.Pin();
            view.Span[7] = 42;
            Assert.Equal("42", host.Ask("read\t7"));
            Assert.Equal("written", host.Ask("write\t8\t43"));
            Assert.Equal(43, view.Span[8]);
        }

        Leftovers.AssertSegment(Key);
        Assert.Equal("disposed", host.Ask("dispose"));
        Leftovers.AssertNone(Key);
    }

    [Fact]
    public void A_lock_that_is_not_free_in_time_names_its_holder_and_changes_nothing()
    {
        using var host = Host.Start();
        Assert.Equal("Created 4096", host.Ask($"create\t{Key}\t{Size}"));
        Assert.Equal("locked", host.Ask("lock"));
        var options = new SharedMemoryOptions { LockTimeout = TimeSpan.FromMilliseconds(50) };

        var exception = Assert.Throws<SharedMemoryException>(() => SharedMemory.Replace(Key, 2 * Size, options));

        Assert.Equal(SharedMemoryError.LockError, exception.Error);
        Assert.Contains(
            Kind.KnowsHolders ? $"process {host.Id} (Quayside.CrashH" : "cannot be told", exception.Message, StringComparison.Ordinal);
        Assert.Contains("end the program that holds it", exception.Message, StringComparison.Ordinal);
        Assert.Equal("True", host.Ask("unlock"));
        using var memory = SharedMemory.Attach(Key);
        Assert.Equal(Size, memory.Size);
        Assert.Equal("disposed", host.Ask("dispose"));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Disposing_ends_although_another_process_keeps_the_lock_and_that_process_cleans_up()
    {
        using var host = Host.Start();
        var memory = SharedMemory.Create(Key, Size);
        Assert.Equal("Attached 4096", host.Ask($"attach\t{Key}"));
        Assert.Equal("locked", host.Ask("lock"));

        await Background.Run(memory.Dispose);

        Leftovers.AssertSegment(Key);
        Assert.Equal("disposed", host.Ask("dispose"));
        Leftovers.AssertNone(Key);
    }
}

public sealed class StringKeyProcessTests() : ProcessTests(KeyKind.Strings);

public sealed class PlatformSafeKeyProcessTests() : ProcessTests(KeyKind.PlatformSafe);
