// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Testing;

/// <summary>A temporary directory of one test, gone when it is disposed.</summary>
/// <remarks>Pass it as TMPDIR to child processes to give them key files, and so keys, that no other program shares.</remarks>
public sealed class PrivateDirectory : IDisposable
{
    /// <summary>Gets the full path, without a slash at the end.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("quayside-test-").FullName;

    /// <summary>Gets the names of what the directory holds now.</summary>
    public IReadOnlyList<string> Names => [.. Directory.EnumerateFileSystemEntries(Path).Select(System.IO.Path.GetFileName).Cast<string>().Order(StringComparer.Ordinal)];

    /// <summary>Gets the full path of something in the directory.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
