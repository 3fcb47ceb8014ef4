// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Robust;

/// <summary>A test of one key of a Quayside segment that leaves nothing of it.</summary>
public abstract class RobustTest : IDisposable
{
    /// <summary>A time in which anybody who can go on has gone on; too short a one can only hide a fault.</summary>
    protected static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    protected RobustTest()
        : this(KeyKind.PlatformSafe)
    {
    }

    protected RobustTest(KeyKind kind) => Key = kind.KeyOf(Name);

    /// <summary>Gets the plain text that means the key, in other processes too if it is platform-safe.</summary>
    protected string Name { get; } = UniqueKey.Next("quayside-test").Replace(' ', '-');

    private protected IpcKey Key { get; }

    public void Dispose()
    {
        Close();
        Leftovers.AssertNone(Key);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes what the test keeps open from its beginning.</summary>
    private protected virtual void Close()
    {
    }
}
