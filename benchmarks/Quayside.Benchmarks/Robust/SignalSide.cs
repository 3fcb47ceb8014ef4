// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;
using Quayside.Waiting;

namespace Quayside.Benchmarks.Robust;

/// <summary>One who raises a change signal and waits for the other one's.</summary>
/// <param name="own">The key of its own signal.</param>
/// <param name="other">The key of the other one's.</param>
internal sealed class SignalSide(string own, string other) : ISide
{
    private readonly ChangeSignal _own = ChangeSignal.Open(own);
    private readonly ChangeSignal _other = ChangeSignal.Open(other);
    private long _version;

    /// <inheritdoc/>
    public void Raise() => _ = _own.Publish();

    /// <inheritdoc/>
    public void Await()
    {
        if (!_other.WaitForChange(ref _version, Watchdog.Patience))
        {
            throw new TimeoutException("The other process does not answer.");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _other.Dispose();
        _own.Dispose();
    }
}
