// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using BenchmarkDotNet.Attributes;
using Quayside.Testing;

namespace Quayside.Benchmarks.Operations;

/// <summary>The same with <see cref="SharedMemory"/>, which is attached as long as it lives: there is no attaching again.</summary>
[MemoryDiagnoser]
public class SharedMemoryOperations : IDisposable
{
    private readonly string _key = UniqueKey.Next("quayside benchmark");
    private readonly SharedMemory _keeper;

    public SharedMemoryOperations() => _keeper = SharedMemory.Create(_key, Sizes.SmallSegment);

    private string AloneKey => _key + " alone";

    [Benchmark]
    public void Lock()
    {
        using var held = _keeper.Lock();
    }

    [Benchmark]
    public void AttachAnew() => SharedMemory.Attach(_key).Dispose();

    [Benchmark]
    public void CreateAnew() => SharedMemory.Create(AloneKey, Sizes.SmallSegment).Dispose();

    [GlobalCleanup]
    public void Dispose()
    {
        _keeper.Dispose();
        GC.SuppressFinalize(this);
    }
}
