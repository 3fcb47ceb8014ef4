// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Testing;

/// <summary>A temporary directory of one test, gone when it is disposed.</summary>
/// <remarks>
/// Pass it as TMPDIR to child processes to give them key files, and so keys, that no other program shares. ftok keeps only 16 bits
/// of a file's inode number, and those repeat from directory to directory on a disk; tmpfs counts its inodes through, so the
/// directory lies there where there is one. The keys of its files are then free as well: nobody has left an object under them.
/// </remarks>
public sealed class PrivateDirectory : IDisposable
{
    private const string TemporaryFileSystem = "/dev/shm";

    /// <summary>Gets the full path, without a slash at the end.</summary>
    public string Path { get; } = Create().FullName;

    /// <summary>Gets the names of what the directory holds now.</summary>
    public IReadOnlyList<string> Names => [.. Directory.EnumerateFileSystemEntries(Path).Select(System.IO.Path.GetFileName).Cast<string>().Order(StringComparer.Ordinal)];

    /// <summary>Gets the full path of something in the directory.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static DirectoryInfo Create()
    {
        if (OperatingSystem.IsWindows() || !Directory.Exists(TemporaryFileSystem))
        {
            return Directory.CreateTempSubdirectory("quayside-test-");
        }

        var path = System.IO.Path.Combine(TemporaryFileSystem, "quayside-test-" + Guid.NewGuid().ToString("N"));
        SystemVKeys.PassTakenOnes(path);
        return Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
