// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using BenchmarkDotNet.Attributes;
using Quayside.Qt;
using Quayside.Testing;

namespace Quayside.Benchmarks.Operations;

/// <summary>What Qt's QSharedMemory does, done by Quayside's.</summary>
/// <remarks>A keeper keeps the segment alive, so that whoever attaches beside it is neither the first nor the last.</remarks>
[MemoryDiagnoser]
public class QSharedMemoryOperations : IDisposable
{
    private readonly string _key = UniqueKey.Next("quayside benchmark");
    private readonly QSharedMemory _keeper;
    private readonly QSharedMemory _user;
    private readonly QSharedMemory _alone;

    public QSharedMemoryOperations()
    {
        _keeper = new QSharedMemory(_key);
        _user = new QSharedMemory(_key);
        _alone = new QSharedMemory(AloneKey);
        Require(_keeper.Create(Sizes.SmallSegment), _keeper);
    }

    private string AloneKey => _key + " alone";

    [Benchmark]
    public void Lock() => Require(_keeper.Lock() && _keeper.Unlock(), _keeper);

    [Benchmark]
    public void Attach() => Require(_user.Attach() && _user.Detach(), _user);

    [Benchmark]
    public void AttachAnew()
    {
        using var memory = new QSharedMemory(_key);
        Require(memory.Attach(), memory);
    }

    [Benchmark]
    public void Create() => Require(_alone.Create(Sizes.SmallSegment) && _alone.Detach(), _alone);

    [Benchmark]
    public void CreateAnew()
    {
        using var memory = new QSharedMemory(AloneKey);
        Require(memory.Create(Sizes.SmallSegment), memory);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _alone.Dispose();
        _user.Dispose();
        _keeper.Dispose();
        GC.SuppressFinalize(this);
    }

    private static void Require(bool succeeded, QSharedMemory memory)
    {
        if (!succeeded)
        {
            throw new InvalidOperationException(memory.ErrorString);
        }
    }
}
