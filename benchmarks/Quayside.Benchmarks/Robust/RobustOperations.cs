// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;

namespace Quayside.Benchmarks.Robust;

/// <summary>What one process does to Quayside segments, many times in a row, through the public API.</summary>
internal sealed class RobustOperations : IDisposable
{
    /// <summary>How often one call does its operation.</summary>
    public const int Batch = 1000;

    private readonly RobustLock _lock = RobustLock.Open(UniqueKey.Next("quayside benchmark lock"));
    private readonly ChangeSignal _signal = ChangeSignal.Open(UniqueKey.Next("quayside benchmark signal"));
    private readonly LiveValue<Payload> _value = LiveValue<Payload>.Open(UniqueKey.Next("quayside benchmark value"));
    private readonly Mutex _mutex = new(initiallyOwned: false, UniqueKey.Next("quayside-benchmark"));
    private Payload _payload;

    public RobustOperations() => _ = _value.Write(in _payload);

    public void Lock()
    {
        for (var i = 0; i < Batch; i++)
        {
            _ = _lock.Enter();
            _lock.Leave();
        }
    }

    public void NamedMutex()
    {
        for (var i = 0; i < Batch; i++)
        {
            _ = _mutex.WaitOne();
            _mutex.ReleaseMutex();
        }
    }

    public void Publish()
    {
        for (var i = 0; i < Batch; i++)
        {
            _ = _signal.Publish();
        }
    }

    public void Write()
    {
        for (var i = 0; i < Batch; i++)
        {
            unchecked
            {
                _payload[0]++;
            }

            _ = _value.Write(in _payload);
        }
    }

    public void Read()
    {
        for (var i = 0; i < Batch; i++)
        {
            _ = _value.TryRead(out var value, out _);
            unchecked
            {
                _payload[1] += value[0];
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _mutex.Dispose();
        _value.Dispose();
        _signal.Dispose();
        _lock.Dispose();
    }
}
