// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.MusicPlayer;

/// <summary>Rings when a segment under a key may have come: its name appears in /dev/shm. For one task at a time.</summary>
/// <remarks>Where a directory does not tell (Windows, or no watches are left), it rings by the clock.</remarks>
internal sealed class SegmentBell : IDisposable
{
    private const string Directory = "/dev/shm";
    private static readonly TimeSpan _clock = TimeSpan.FromMilliseconds(250);

    private readonly SemaphoreSlim _rung = new(initialCount: 0, maxCount: 1);
    private readonly FileSystemWatcher? _watcher;

    /// <summary>Starts to listen.</summary>
    /// <param name="key">The key, of a segment that is a file with a name.</param>
    public SegmentBell(IpcKey key)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        FileSystemWatcher? watcher = null;
        try
        {
            watcher = new FileSystemWatcher(Directory, key.NativeName.TrimStart('/')) { NotifyFilter = NotifyFilters.FileName };
            watcher.Created += Ring;
            watcher.Renamed += Ring;
            watcher.Error += Ring;
            watcher.EnableRaisingEvents = true;
            _watcher = watcher;
        }
        catch (Exception e) when (e is IOException or ArgumentException or UnauthorizedAccessException)
        {
            watcher?.Dispose();
        }
    }

    /// <summary>Waits until it rings.</summary>
    public Task WaitAsync(CancellationToken cancellation) =>
        _watcher is null ? Task.Delay(_clock, cancellation) : _rung.WaitAsync(cancellation);

    /// <inheritdoc/>
    public void Dispose()
    {
        _watcher?.Dispose();
        _rung.Dispose();
    }

    private void Ring(object sender, EventArgs e)
    {
        try
        {
            _ = _rung.Release();
        }
        catch (Exception exception) when (exception is SemaphoreFullException or ObjectDisposedException)
        {
            // It has rung and nobody has listened yet, or nobody listens any more.
        }
    }
}
