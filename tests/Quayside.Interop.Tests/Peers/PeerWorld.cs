// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Interop.Tests.Peers;

/// <summary>
/// A world of its own for the peers of one test: a private directory holds their key files, so nobody else has their keys,
/// and what they leave behind is seen, and taken away when the world ends.
/// </summary>
internal sealed class PeerWorld : IDisposable
{
    private readonly PrivateDirectory _keyFiles = new();
    private readonly PrivateDirectory _scratch = new();
    private readonly List<ChildProcess> _processes = [];
    private readonly HashSet<int> _keys = [];

    /// <summary>Gets the directory of the key files: the peers' TMPDIR.</summary>
    public PrivateDirectory KeyFiles => _keyFiles;

    /// <summary>Gets a directory for whatever else a test needs.</summary>
    public PrivateDirectory Scratch => _scratch;

    /// <summary>Gets the segments that now belong to this world's keys.</summary>
    public IReadOnlyList<SystemVSegment> Segments => [.. SystemVTable.Segments().Where(segment => _keys.Contains(segment.Key))];

    /// <summary>Gets the ids of the semaphore sets that now belong to this world's keys.</summary>
    public IReadOnlyList<string> SemaphoreSets => [.. SystemVTable.SemaphoreSets().Where(set => _keys.Contains(set.Key)).Select(set => set.Id)];

    /// <summary>Starts a peer in this world, or skips the test when its program is not there.</summary>
    public Peer Start(PeerProgram program) => StartWithTemporaryDirectory(program, _keyFiles.Path);

    /// <summary>Starts a peer with another TMPDIR; null takes the variable away.</summary>
    public Peer StartWithTemporaryDirectory(PeerProgram program, string? temporaryDirectory)
    {
        var (fileName, arguments) = PeerExecutables.Find(program);
        var process = ChildProcess.Start(fileName, arguments, new Dictionary<string, string?>
        {
            ["TMPDIR"] = temporaryDirectory,
            ["XDG_RUNTIME_DIR"] = _scratch.Path,
            ["QT_QPA_PLATFORM"] = "offscreen",
            ["LC_ALL"] = "C.UTF-8",

            // Else .NET puts pipes for debuggers among the key files.
            ["DOTNET_EnableDiagnostics"] = "0",
        });
        _processes.Add(process);
        return new Peer(this, program, process);
    }

    /// <summary>Remembers the System V keys of the key files that exist now.</summary>
    public void NoteKeys()
    {
        foreach (var name in _keyFiles.Names)
        {
            if (SystemVTable.KeyOf(_keyFiles[name]) is { } key)
            {
                _keys.Add(key);
            }
        }
    }

    /// <summary>Asserts that neither a key file nor a segment nor a semaphore set is left.</summary>
    public void AssertNothingRemains()
    {
        Assert.NotEmpty(_keys);
        Assert.Empty(_keyFiles.Names);
        Assert.Empty(Segments);
        Assert.Empty(SemaphoreSets);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        NoteKeys();
        foreach (var process in _processes)
        {
            process.Dispose();
        }

        foreach (var segment in Segments)
        {
            SystemVTable.Remove("-m", segment.Id);
        }

        foreach (var set in SemaphoreSets)
        {
            SystemVTable.Remove("-s", set);
        }

        _keyFiles.Dispose();
        _scratch.Dispose();
    }
}
