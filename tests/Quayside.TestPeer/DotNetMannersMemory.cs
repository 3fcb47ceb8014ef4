// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.TestPeer;

/// <summary>An object that holds a <see cref="SharedMemory"/> while it is attached, and remembers the last exception.</summary>
internal sealed class DotNetMannersMemory(string key) : PeerMemory
{
    private string _key = key;
    private SharedMemory? _memory;
    private SharedMemoryLock? _held;
    private SharedMemoryException? _failure;

    public override string? Key
    {
        get => _key;
        set
        {
            Detach();
            _key = value ?? "";
        }
    }

    public override string NativeKey => IpcKey.Legacy(_key).NativeName;

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

    public override bool Create(long size, SharedMemoryAccess access) =>
        Hold(() => SharedMemory.Create(_key, size, new SharedMemoryOptions { Access = access }));

    public override bool Attach(SharedMemoryAccess access) => Hold(() => SharedMemory.Attach(_key, access));

    public bool CreateOrAttach(long size) => Hold(() => SharedMemory.CreateOrAttach(_key, size));

    public bool Replace(long size) => Hold(() => SharedMemory.Replace(_key, size));

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

        try
        {
            _memory = open();
            _failure = null;
            return true;
        }
        catch (SharedMemoryException failure)
        {
            _failure = failure;
            return false;
        }
    }
}
