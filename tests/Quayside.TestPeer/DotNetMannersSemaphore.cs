// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Qt;

namespace Quayside.TestPeer;

/// <summary>An object that holds a <see cref="SystemSemaphore"/>, and remembers the last exception.</summary>
internal sealed class DotNetMannersSemaphore : PeerSemaphore
{
    private IpcKey _key;
    private SystemSemaphore? _semaphore;
    private SystemSemaphoreException? _failure;

    public override IpcKey NativeIpcKey => _key;

    public override SystemSemaphoreError Error => _failure?.Error ?? SystemSemaphoreError.NoError;

    public override string? ErrorString => _failure?.Message;

    private SystemSemaphore Opened => _semaphore ?? throw new InvalidOperationException("not open");

    public override void SetKey(string? key, int initialValue, QSystemSemaphoreMode mode) => SetNativeKey(key ?? "", initialValue, mode);

    /// <remarks>Creating is what it says in .NET's manners: refused when there is one.</remarks>
    public override void SetNativeKey(IpcKey key, int initialValue, QSystemSemaphoreMode mode)
    {
        Dispose();
        _key = key;
        Remember(() => _semaphore = mode == QSystemSemaphoreMode.Create
            ? SystemSemaphore.Create(key, initialValue)
            : SystemSemaphore.CreateOrOpen(key, initialValue));
    }

    public override bool Acquire() => Remember(() => Opened.Acquire());

    public override bool Release(int count) => Remember(() => Opened.Release(count));

    public override void Dispose()
    {
        _semaphore?.Dispose();
        _semaphore = null;
    }

    private bool Remember(Action act)
    {
        try
        {
            act();
            _failure = null;
            return true;
        }
        catch (SystemSemaphoreException failure)
        {
            _failure = failure;
            return false;
        }
    }
}
