// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;
using Quayside.Platform.Objects.InProcess;

namespace Quayside.Platform.Keyed.InProcess;

/// <summary>A counting semaphore of this process.</summary>
/// <remarks>One whose name was taken away goes on working for those who have it open, as on POSIX.</remarks>
internal sealed class InProcessSemaphore : IpcSemaphore
{
    private readonly InProcessNames _names;
    private readonly string _name;
    private readonly InProcessUnits _units;
    private readonly SemaphoreSettings _settings;
    private readonly Func<InProcessUnits> _find; // made once: taking a free unit allocates nothing
    private bool _isClosed;

    /// <summary>Makes an object for units. The caller holds the gate.</summary>
    public InProcessSemaphore(InProcessNames names, string name, InProcessUnits units, bool isNew, SemaphoreSettings settings)
    {
        (_names, _name, _units, IsNew, _settings) = (names, name, units, isNew, settings);
        _find = () => _units;
        units.Openers++;
    }

    /// <inheritdoc/>
    public override bool IsNew { get; }

    /// <inheritdoc/>
    public override LockOutcome Acquire(TimeSpan timeout, CancellationToken cancellation, out IpcResult failure)
    {
        failure = IpcResult.Success;
        return _names.Take(_find, static _ => 0, timeout, cancellation, out _);
    }

    /// <inheritdoc/>
    public override IpcResult Release(int count)
    {
        lock (_names.Gate)
        {
            if (count > int.MaxValue - _units.Value)
            {
                return new IpcResult(IpcError.OutOfResources, IpcStep.AcquireLock, 0);
            }

            _units.Value += count;
            _names.Wake();
            return IpcResult.Success;
        }
    }

    /// <inheritdoc/>
    public override IpcResult TryGetValue(out int value)
    {
        lock (_names.Gate)
        {
            value = _units.Value;
            return IpcResult.Success;
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        lock (_names.Gate)
        {
            if (_isClosed)
            {
                return;
            }

            _isClosed = true;
            _units.Openers--;
            if (!_settings.IsPersistent && _names.IsIdle(_units, _settings) && _names.Units.GetValueOrDefault(_name) == _units)
            {
                _ = _names.Units.Remove(_name);
            }
        }
    }
}
