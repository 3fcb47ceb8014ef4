// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.FaultHost;

/// <summary>A Quayside segment's key of one scene, and what has it open until its end.</summary>
/// <param name="key">The key.</param>
internal sealed class SegmentStage(IpcKey key) : IDisposable
{
    private readonly Stack<IDisposable> _opened = [];

    /// <summary>Gets the key.</summary>
    public IpcKey Key => key;

    private string Path => $"/dev/shm{key.NativeName}";

    /// <summary>Keeps an object until the end.</summary>
    public T Keep<T>(T opened)
        where T : IDisposable
    {
        _opened.Push(opened);
        return opened;
    }

    /// <summary>Gets what was opened last.</summary>
    public T Last<T>() => (T)_opened.Peek();

    /// <summary>Leaves a segment as a crash of all who used it does: it is there, and nobody lives in it.</summary>
    public void LeaveStale()
    {
        var copy = $"{Path}.copy";
        using (RobustLock.Open(key))
        {
            File.Copy(Path, copy);
        }

        File.Move(copy, Path);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_opened.TryPop(out var last))
        {
            last.Dispose();
        }
    }
}
