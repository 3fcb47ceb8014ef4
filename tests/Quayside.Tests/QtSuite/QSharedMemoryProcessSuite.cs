// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;
using Quayside.Tests.Semaphores;
using Quayside.Tests.Support;

namespace Quayside.Tests.QtSuite;

/// <summary>The part of Qt's own tests of QSharedMemory that needs other processes.</summary>
public abstract class QSharedMemoryProcessSuite : IDisposable
{
    private const int Repeats = 5;

    private readonly IpcKey _key;

    protected QSharedMemoryProcessSuite(IpcKeyType type)
    {
        Assert.SkipUnless(IpcKey.IsTypeSupported(type), $"This system has no keys of the type {type}.");
        _key = IpcKey.Legacy(UniqueKey.Next(), type);
    }

    public void Dispose()
    {
        Leftovers.AssertNone(_key);
        GC.SuppressFinalize(this);
    }

    /// <remarks>Qt skips it as unstable (QTBUG-25655).</remarks>
    [Theory(Timeout = Watchdog.Milliseconds)]
    [InlineData(1)]
    [InlineData(5)]
    public async Task SimpleProcessProducerConsumer(int processes)
    {
        using var producer = Host.Start();
        var consumers = Enumerable.Range(0, processes).Select(_ => Host.Start()).ToList();
        try
        {
            for (var repeat = 0; repeat < Repeats; repeat++)
            {
                producer.Send($"qt-produce\t{_key}");
                consumers.ForEach(consumer => consumer.Send($"qt-consume\t{_key}"));
                await Background.Run(() =>
                {
                    Assert.Equal("ready", producer.Read());
                    Assert.All(consumers, consumer => Assert.Equal("consumed", consumer.Read()));
                    Assert.Equal("produced", producer.Ask(string.Empty));
                });
            }
        }
        finally
        {
            consumers.ForEach(consumer => consumer.Dispose());
        }
    }

    [Fact]
    public void ReadOnly()
    {
        using var host = Host.Start();
        Assert.Equal("about to write", host.Ask($"qt-write-read-only\t{_key}"));

        Assert.NotEqual(0, host.WaitForExit());

        // It died with the lock, which System V alone frees by itself.
        _ = SharedMemory.BreakLock(_key);
        Assert.True(SharedMemory.Remove(_key));
    }

    /// <remarks>
    /// Qt's takes all that the machine has. Here the process has its own small share: of System V's pages in a namespace of IPC, of
    /// /dev/shm in one of mounts.
    /// </remarks>
    [Fact]
    public void UseTooMuchMemory()
    {
        const int MebibytesEach = 32;
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Qt asks this on Linux only.");
        using var host = Host.StartUnshared(
            "-im", "echo 20480 > /proc/sys/kernel/shmall && mount -t tmpfs -o size=80m tmpfs /dev/shm", "/tmp");

        var answer = host.Ask($"qt-use-too-much\t{_key}\t{MebibytesEach << 20}");

        Assert.Equal("2 OutOfResources True False 0 False False", answer);
        Assert.Equal(0, host.WaitForExit());
    }
}

public sealed class DefaultTypeProcessSuite() : QSharedMemoryProcessSuite(IpcKey.DefaultType);
