// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Qt;
using Quayside.Testing;
using Quayside.Tests.Semaphores;
using Quayside.Tests.Support;

namespace Quayside.Tests.QtSuite;

/// <content>Producers and consumers of one process.</content>
public abstract partial class QSharedMemorySuite
{
    private const int Signs = 5;
    private const int Repeats = 5;

    [Theory]
    [InlineData(SharedMemoryAccess.ReadOnly)]
    [InlineData(SharedMemoryAccess.ReadWrite)]
    public void SimpleProducerConsumer(SharedMemoryAccess mode)
    {
        using var producer = Memory();
        using var consumer = Memory();
        Assert.True(producer.Create(512));
        Assert.True(consumer.Attach(mode));

        // Each mapping has addresses of its own, except where nothing is mapped.
        Assert.Equal(_type == IpcKeyType.InProcess, producer.ConstData.Overlaps(consumer.ConstData));

        for (var i = 0; i < producer.Size; i++)
        {
            producer.Data[i] = (byte)'Q';
            Assert.Equal((byte)'Q', consumer.ConstData[i]);
        }

        Assert.True(consumer.Detach());
    }

    [Fact]
    public void SimpleDoubleProducerConsumer()
    {
        using var producer = Memory();
        using var consumer = Memory();
        Assert.True(producer.Create(512));
        Assert.True(producer.Detach());
        Assert.True(producer.Create(512));

        Assert.True(consumer.Attach());
    }

    [Theory(Timeout = Watchdog.Milliseconds)]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(5, false)]
    [InlineData(5, true)]
    public async Task SimpleThreadedProducerConsumer(int consumers, bool producerIsThread)
    {
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            var consuming = Enumerable.Range(0, consumers).Select(_ => Background.Run(Consume)).ToArray();
            using var producer = Memory();
            if (producerIsThread)
            {
                await Background.Run(() => Produce(producer));
            }
            else
            {
                Produce(producer);
            }

            Assert.Equal(Signs + consumers, (await Task.WhenAll(consuming)).Sum());
        }
    }

    private static void Produce(QSharedMemory memory)
    {
        Assert.True(memory.Create(1024));
        for (var sign = 0; sign < Signs; sign++)
        {
            Put(memory, (byte)'Q');
            Watchdog.WaitFor("an answer", () => memory.ConstData[0] != (byte)'Q');
        }

        Put(memory, (byte)'E');
    }

    private static void Put(QSharedMemory memory, byte sign)
    {
        Assert.True(memory.Lock());
        memory.Data[0] = sign;
        Assert.True(memory.Unlock());
    }

    /// <summary>Answers every sign until the end, and counts the answers, the end among them.</summary>
    private int Consume()
    {
        using var memory = Memory();
        Watchdog.WaitFor("the producer", () => memory.Attach() || memory.Error is not (SharedMemoryError.NotFound or SharedMemoryError.KeyError));
        Assert.True(memory.IsAttached);
        for (var answers = 0; ;)
        {
            Assert.True(memory.Lock());
            var sign = memory.ConstData[0];
            if (sign == (byte)'Q')
            {
                memory.Data[0] = (byte)++answers;
            }

            Assert.True(memory.Unlock());
            if (sign == (byte)'E')
            {
                Assert.True(memory.Detach());
                return answers + 1;
            }

            Thread.Sleep(1);
        }
    }
}
