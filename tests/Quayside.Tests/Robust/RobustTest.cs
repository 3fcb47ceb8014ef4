// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Tests.Support;

namespace Quayside.Tests.Robust;

/// <summary>A test of one key of a Quayside segment that leaves nothing of it.</summary>
public abstract class RobustTest : IDisposable
{
    /// <summary>A time in which anybody who can go on has gone on; too short a one can only hide a fault.</summary>
    protected static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    private protected IpcKey Key { get; } = KeyKind.PlatformSafe.NextKey();

    public void Dispose()
    {
        Leftovers.AssertNone(Key);
        GC.SuppressFinalize(this);
    }
}
