// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Buffers.Binary;
using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Crashes;

public sealed class LostUpdateTests
{
    private const int Processes = 3;
    private const int Times = 20_000;

    [Fact]
    public void Under_the_lock_processes_count_together_without_losing_one() => Assert.Equal(Processes * Times, Count("count"));

    [Fact]
    public void Without_the_lock_the_same_processes_lose_some() =>
        Assert.True(Count("count-without-lock") < Processes * Times, "The control lost nothing, so the test with the lock proves nothing.");

    private static long Count(string command)
    {
        var key = UniqueKey.Next();
        using var memory = SharedMemory.Create(key, sizeof(long));
        var hosts = Enumerable.Range(0, Processes).Select(_ => Host.Start()).ToArray();
        try
        {
            // All are up before the first one starts, so that they count at the same time.
            Assert.All(hosts, host => Assert.Equal("False", host.Ask($"remove\t{UniqueKey.Next()}")));
            Array.ForEach(hosts, host => host.Send($"{command}\t{key}\t{Times}"));
            Assert.All(hosts, host => Assert.Equal("counted", host.Read()));
        }
        finally
        {
            Array.ForEach(hosts, host => host.Dispose());
        }

        using var held = memory.Lock();
        return BinaryPrimitives.ReadInt64LittleEndian(held.Span);
    }
}
