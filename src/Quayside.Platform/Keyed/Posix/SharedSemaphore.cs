// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;
using Quayside.Platform.Files;

namespace Quayside.Platform.Keyed.Posix;

/// <summary>A semaphore that this process has open, one for all its objects that use it.</summary>
/// <remarks>
/// Thread-safe. It stays mapped while it has users, and afterwards while an object wants it kept at hand; a removal may close it under the
/// latter, because the kernel counts every mapping as a use. Who opens the same file gets the same object.
/// </remarks>
internal sealed class SharedSemaphore
{
    private static readonly Lock _gate = new();
    private static readonly Dictionary<FileIdentity, SharedSemaphore> _open = [];

    private int _users;
    private int _keepers;
    private bool _isClosed;

    private SharedSemaphore(NamedSemaphore semaphore) => Semaphore = semaphore;

    /// <summary>Gets the semaphore itself. For users only.</summary>
    public NamedSemaphore Semaphore { get; }

    /// <summary>Finds a semaphore or makes it, and makes the caller a user.</summary>
    /// <inheritdoc cref="NamedSemaphore.Open"/>
    public static IpcResult Open(
        string name, SemaphoreDemand demand, int initialValue, bool isTransient, AccessPolicy policy, out SharedSemaphore? semaphore, out bool isNew)
    {
        semaphore = null;

        // Not under the gate: it may wait for others.
        var result = NamedSemaphore.Open(name, demand, initialValue, isTransient, policy, out var opened, out isNew);
        if (!result.Succeeded)
        {
            return result;
        }

        lock (_gate)
        {
            if (_open.TryGetValue(opened!.Identity, out semaphore))
            {
                opened.Close();
            }
            else
            {
                semaphore = new SharedSemaphore(opened);
                _open.Add(opened.Identity, semaphore);
            }

            semaphore._users++;
            return result;
        }
    }

    /// <summary>Makes the caller a user, unless it has been closed.</summary>
    public bool TryRent()
    {
        lock (_gate)
        {
            _users += _isClosed ? 0 : 1;
            return !_isClosed;
        }
    }

    /// <summary>Ends a use.</summary>
    public void Return()
    {
        lock (_gate)
        {
            _users--;
            CloseIfIdle(_keepers);
        }
    }

    /// <summary>Keeps it open after its last use. For users.</summary>
    public void Keep()
    {
        lock (_gate)
        {
            _keepers++;
        }
    }

    /// <summary>Ends <see cref="Keep"/>.</summary>
    public void Unkeep()
    {
        lock (_gate)
        {
            _keepers--;
            CloseIfIdle(_keepers);
        }
    }

    /// <summary>Closes it if it has no users, whoever wants it kept.</summary>
    /// <returns>Whether this process has it open no more.</returns>
    public bool TryClose()
    {
        lock (_gate)
        {
            CloseIfIdle(keepers: 0);
            return _isClosed;
        }
    }

    /// <summary>Closes the semaphore of a file if it has no users here, whoever wants it kept.</summary>
    /// <returns>Whether this process does not have it open.</returns>
    public static bool TryClose(FileIdentity identity)
    {
        lock (_gate)
        {
            if (_open.TryGetValue(identity, out var semaphore))
            {
                semaphore.CloseIfIdle(keepers: 0);
            }

            return !_open.ContainsKey(identity);
        }
    }

    private void CloseIfIdle(int keepers)
    {
        if (_users == 0 && keepers == 0 && !_isClosed)
        {
            _isClosed = true;
            _ = _open.Remove(Semaphore.Identity);
            Semaphore.Close();
        }
    }
}
