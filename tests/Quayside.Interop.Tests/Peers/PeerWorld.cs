// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Interop.Tests.Peers;

/// <summary>
/// A world of its own for the peers of one test: a private directory holds their key files and POSIX names hold a word of this world
/// alone, so nobody else has their keys, and what they leave behind is seen, and taken away when the world ends.
/// </summary>
internal sealed class PeerWorld : IDisposable
{
    private const int OtherProject = 42;
    private static readonly int[] _projects = ['Q', OtherProject];
    private readonly PrivateDirectory _keyFiles = new();
    private readonly PrivateDirectory _scratch = new();
    private readonly List<ChildProcess> _processes = [];
    private readonly HashSet<int> _keys = [];

    // Whatever its key, what was there before is not of this world, and not to be removed.
    private readonly HashSet<string> _earlierSegments = [.. SystemVTable.Segments().Select(segment => segment.Id)];
    private readonly HashSet<string> _earlierSets = [.. SystemVTable.SemaphoreSets().Select(set => set.Id)];
    private bool _hadPosixObjects;

    /// <summary>Gets the directory of the key files: the peers' TMPDIR.</summary>
    public PrivateDirectory KeyFiles => _keyFiles;

    /// <summary>Gets a directory for whatever else a test needs.</summary>
    public PrivateDirectory Scratch => _scratch;

    /// <summary>Gets a word of letters, which Qt keeps in every name it makes, that only this world has.</summary>
    public string Word { get; } = "qs" + string.Concat(Guid.NewGuid().ToString("N").Select(digit => (char)('a' + Convert.ToInt32(digit.ToString(), 16))));

    /// <summary>Gets the files of the POSIX segments and semaphores that now have this world's word in their names.</summary>
    public IReadOnlyList<string> PosixObjects => [.. Directory.EnumerateFiles("/dev/shm", $"*{Word}*").Select(Path.GetFileName).Cast<string>().Order(StringComparer.Ordinal)];

    /// <summary>Gets the segments that have been made under this world's keys and are still there.</summary>
    public IReadOnlyList<SystemVSegment> Segments =>
        [.. SystemVTable.Segments().Where(segment => _keys.Contains(segment.Key) && !_earlierSegments.Contains(segment.Id))];

    /// <summary>Gets the ids of the semaphore sets that have been made under this world's keys and are still there.</summary>
    public IReadOnlyList<string> SemaphoreSets =>
        [.. SystemVTable.SemaphoreSets().Where(set => _keys.Contains(set.Key) && !_earlierSets.Contains(set.Id)).Select(set => set.Id)];

    /// <summary>Starts a peer in this world, or skips the test when its program is not there.</summary>
    public Peer Start(PeerProgram program) => StartWithTemporaryDirectory(program, _keyFiles.Path);

    /// <summary>Starts a peer with another TMPDIR; null takes the variable away.</summary>
    public Peer StartWithTemporaryDirectory(PeerProgram program, string? temporaryDirectory)
    {
        var (fileName, arguments) = PeerExecutables.Find(program);
        return Launch(program, fileName, arguments, temporaryDirectory);
    }

    /// <summary>Starts a peer as the user nobody in a world that is open to all, as /tmp is; or skips the test.</summary>
    public Peer StartAsNobody(PeerProgram program)
    {
        const UnixFileMode Everybody = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
            | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root can act as another user.");
        var (fileName, arguments) = PeerExecutables.FindForEverybody(program);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_keyFiles.Path, Everybody | UnixFileMode.StickyBit);
        }

        return Launch(program, "setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", fileName, .. arguments], _keyFiles.Path);
    }

    /// <summary>Remembers the System V keys of the key files that exist now.</summary>
    public void NoteKeys()
    {
        foreach (var name in _keyFiles.Names)
        {
            foreach (var project in _projects)
            {
                if (SystemVKeys.Of(_keyFiles[name], project) is { } key)
                {
                    _keys.Add(key);
                }
            }
        }

        _hadPosixObjects |= PosixObjects.Count > 0;
    }

    /// <summary>Gets this world's native key of a kind, in Qt's text form.</summary>
    public string NativeKey(KeyKind kind) => kind switch
    {
        KeyKind.SystemV => $"systemv:{_keyFiles["native"]}",
        KeyKind.SystemVWithProject => $"systemv-{OtherProject}:{_keyFiles["native"]}",
        KeyKind.Posix => $"posix:{Word}",
        KeyKind.PosixPlatformSafe => $"posix:/{Word}",
        _ => IpcKey.Legacy(Word, IpcKeyType.Posix).ToString(),
    };

    /// <summary>Gets the same of a semaphore: it is the one that guards the memory with <see cref="NativeKey"/>.</summary>
    public string NativeSemaphoreKey(KeyKind kind) => NativeKey(kind).Replace("qipc_sharedmemory_", "qipc_systemsem_", StringComparison.Ordinal);

    /// <summary>Asserts that neither a key file nor a segment nor a semaphore is left.</summary>
    public void AssertNothingRemains()
    {
        Assert.True(_keys.Count > 0 || _hadPosixObjects);
        Assert.Empty(PosixObjects);
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

        foreach (var name in PosixObjects)
        {
            File.Delete("/dev/shm/" + name);
        }

        _keyFiles.Dispose();
        _scratch.Dispose();
    }

    private Peer Launch(PeerProgram program, string fileName, string[] arguments, string? temporaryDirectory)
    {
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
}
