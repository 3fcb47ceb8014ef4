// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Segments;

/// <summary>Rings when a file is made, touched or removed.</summary>
/// <remarks>A convenience only: where the system refuses to watch the directory, it never rings, and its users look by the clock.</remarks>
internal sealed class FileChangeSource : IDisposable
{
    private readonly SemaphoreSlim _rung = new(initialCount: 0, maxCount: 1);
    private readonly FileSystemWatcher? _watcher;

    /// <summary>Starts to watch.</summary>
    /// <param name="path">The file, which need not be there; null watches nothing.</param>
    public FileChangeSource(string? path)
    {
        if (path is null)
        {
            return;
        }

        FileSystemWatcher? watcher = null;
        try
        {
            watcher = new FileSystemWatcher(Path.GetDirectoryName(path)!, Path.GetFileName(path))
            {
                NotifyFilter = NotifyFilters.FileName | NotifyFilters.Attributes | NotifyFilters.LastWrite,
            };
            watcher.Created += Ring;
            watcher.Changed += Ring;
            watcher.Deleted += Ring;
            watcher.Renamed += Ring;
            watcher.EnableRaisingEvents = true;
            _watcher = watcher;
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or UnauthorizedAccessException)
        {
            // The directory is missing, or fs.inotify.max_user_instances is used up.
            watcher?.Dispose();
        }
    }

    /// <summary>Gets whether it rings at all.</summary>
    public bool IsHeard => _watcher is not null;

    /// <summary>Waits until it rings.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _rung.WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _watcher?.Dispose();

    private void Ring(object sender, FileSystemEventArgs e)
    {
        try
        {
            _ = _rung.Release();
        }
        catch (SemaphoreFullException)
        {
            // It has rung and nobody has listened yet.
        }
    }
}
