// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Tests.Support;

/// <summary>A test of one key that leaves nothing of it.</summary>
public abstract class SegmentTest(KeyKind kind) : IDisposable
{
    /// <summary>A size that is a segment's size on every system: a page.</summary>
    protected const int Size = 4096;

    private protected KeyKind Kind => kind;

    private protected IpcKey Key { get; } = kind.NextKey();

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
