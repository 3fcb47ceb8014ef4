// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Files;

namespace Quayside.Keys;

/// <summary>Qt's decoration of a text to a native name (platformSafeKey since Qt 6.6): the text stays as it is.</summary>
internal static class PlatformSafeName
{
    private const int WindowsLimit = 260;

    private static readonly string[] _windowsNamespaces = [@"Local\", @"Global\"];

    /// <summary>Derives the names of a memory and of a semaphore, which differ on Windows only.</summary>
    public static (string Memory, string Semaphore) Derive(string key, IpcKeyType type)
    {
        if (type == IpcKeyType.Windows)
        {
            return (Windows(key, "shm_"), Windows(key, "sem_"));
        }

        var name = type switch
        {
            IpcKeyType.Posix => "/" + key,
            IpcKeyType.InProcess => key,
            _ => key.StartsWith('/') ? key : RuntimeDirectory.Find() + "/" + key,
        };
        return (name, name);
    }

    // The namespace must stay in front: the kernel looks for it there.
    private static string Windows(string key, string prefix)
    {
        var space = Array.Find(_windowsNamespaces, candidate => key.StartsWith(candidate, StringComparison.Ordinal)) ?? string.Empty;
        var name = space + prefix + key[space.Length..];
        return name[..int.Min(name.Length, WindowsLimit)];
    }
}
