// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.TestPeer;

/// <summary>An object that holds a <see cref="SharedMemory"/> while it is attached, and remembers the last exception.</summary>
internal sealed class DotNetMannersMemory : PeerMemory
{
    private IpcKey _key;
    private SharedMemory? _memory;
    private SharedMemoryLock? _held;
    private SharedMemoryException? _failure;

    public override IpcKey NativeIpcKey => _key;

    public override bool IsAttached => _memory is not null;

    public override long Size => _memory?.Size ?? 0;

    public override SharedMemoryError Error => _failure?.Error ?? SharedMemoryError.NoError;

    public override string? ErrorString => _failure?.Message;

    public override Span<byte> Data
    {
        get
        {
            using var view = Attached.Pin();
            return view.Span;
        }
    }

    public override ReadOnlySpan<byte> ConstData
    {
        get
        {
            using var view = Attached.Pin();
            return view.ReadOnlySpan;
        }
    }

    public SharedMemoryOrigin Origin => Attached.Origin;

    private SharedMemory Attached => _memory ?? throw new InvalidOperationException("not attached");

    public override void SetKey(string? key) => SetNativeKey(key ?? "");

    public override void SetNativeKey(IpcKey key)
    {
        Detach();
        _key = key;
    }

    public override bool Create(long size, SharedMemoryAccess access) =>
        Hold(() => SharedMemory.Create(_key, size, new SharedMemoryOptions { Access = access }));

    public override bool Attach(SharedMemoryAccess access) => Hold(() => SharedMemory.Attach(_key, access));

    public bool CreateOrAttach(long size) => Hold(() => SharedMemory.CreateOrAttach(_key, size));

    public bool Replace(long size) => Hold(() => SharedMemory.Replace(_key, size));

    public bool BreakLock(bool force) => Remember(() => SharedMemory.BreakLock(_key, force));

    public bool Remove() => SharedMemory.Remove(_key);

    public override bool Detach()
    {
        if (_memory is null)
        {
            return false;
        }

        Unlock();
        _memory.Dispose();
        _memory = null;
        return true;
    }

    public override bool Lock()
    {
        _held = Attached.Lock();
        return true;
    }

    public override bool Lock(TimeSpan timeout)
    {
        if (!Attached.TryLock(timeout, out var held))
        {
            return false;
        }

        _held = held;
        return true;
    }

    public override bool Unlock()
    {
        var released = _held?.Release() ?? false;
        _held = null;
        return released;
    }

    public override void Dispose() => Detach();

    private bool Hold(Func<SharedMemory> open)
    {
        if (_memory is not null)
        {
            return false;
        }

        return Remember(() =>
        {
            _memory = open();
            return true;
        });
    }

    private bool Remember(Func<bool> act)
    {
        try
        {
            var result = act();
            _failure = null;
            return result;
        }
        catch (SharedMemoryException failure)
        {
            _failure = failure;
            return false;
        }
    }
}
