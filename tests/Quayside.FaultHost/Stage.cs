// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Qt;
using Quayside.Segments;
using Quayside.Testing;

namespace Quayside.FaultHost;

/// <summary>What one scene has: a key of its own, and the objects that it made.</summary>
internal sealed class Stage : IDisposable
{
    private readonly Stack<IDisposable> _made = [];

    /// <summary>Gets the key.</summary>
    public required IpcKey Key { get; init; }

    /// <summary>Gets the object that the preparation attached, for scenes that have one.</summary>
    public SharedMemory Memory { get; private set; } = null!;

    /// <summary>Gets the object in Qt's manners, for scenes that have one.</summary>
    public QSharedMemory Qt { get; private set; } = null!;

    /// <summary>Gets who looks at the key from outside, for scenes that have one.</summary>
    public SegmentObserver Observer { get; private set; } = null!;

    /// <summary>Keeps an object until the end of the scene.</summary>
    public void Keep(IDisposable made) => _made.Push(made);

    /// <summary>Keeps what the preparation attached.</summary>
    public void Prepare(SharedMemory memory) => Keep(Memory = memory);

    /// <summary>Keeps what the preparation made in Qt's manners.</summary>
    public void Prepare(QSharedMemory memory) => Keep(Qt = memory);

    /// <summary>Prepares to look from outside.</summary>
    public void PrepareObserver()
    {
        var session = new SegmentSession(Key, SharedMemoryOptions.Default);
        Keep(session);
        Observer = new SegmentObserver(session);
    }

    /// <summary>Leaves a segment that nobody uses.</summary>
    public void LeaveOrphan(int size) =>
        SharedMemory.Create(Key, size, new SharedMemoryOptions { Persistent = true }).Dispose();

    /// <summary>Makes a key that no other scene uses.</summary>
    public static string NextName() => UniqueKey.Next("fault");

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_made.TryPop(out var last))
        {
            last.Dispose();
        }
    }
}
