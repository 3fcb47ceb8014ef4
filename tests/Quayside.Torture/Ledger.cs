// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.IO.MemoryMappedFiles;

namespace Quayside.Torture;

/// <summary>A file that all who take part have mapped: a line of counts for each, the accounts that the locks protect, and bytes that nothing protects.</summary>
internal sealed class Ledger : IDisposable
{
    /// <summary>Lines: processes that run at the same time, and the one that kills them.</summary>
    public const int Lines = 16;

    private const int LineSize = 128;
    private const int Accounts = 4;
    private const long FirstAccount = (long)Lines * LineSize;
    private const long Unprotected = FirstAccount + (Accounts * Account.Size);

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;

    /// <summary>Opens a ledger, or makes it.</summary>
    /// <param name="path">The file.</param>
    public Ledger(string path)
    {
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.OpenOrCreate, mapName: null, Unprotected + Payload.MostBytes);
        _view = _file.CreateViewAccessor();
    }

    /// <summary>Gets a count of all together.</summary>
    public long Total(Count what) => Enumerable.Range(0, Lines).Sum(line => Get(line, what));

    /// <summary>Gets a count.</summary>
    public long Get(int line, Count what) => _view.ReadInt64(OffsetOf(line, what));

    /// <summary>Changes a count, by the one whose line it is.</summary>
    public void Set(int line, Count what, long value) => _view.Write(OffsetOf(line, what), value);

    /// <summary>Adds one to a count, by the one whose line it is.</summary>
    public void Add(int line, Count what) => Set(line, what, Get(line, what) + 1);

    /// <summary>Gets an account.</summary>
    public Account AccountOf(int index) => new(_view, FirstAccount + (index * Account.Size));

    /// <summary>Writes bytes that nothing protects.</summary>
    public void Write(byte[] bytes, int length) => _view.WriteArray(Unprotected, bytes, 0, length);

    /// <summary>Reads bytes that nothing protects.</summary>
    public void Read(byte[] bytes) => _ = _view.ReadArray(Unprotected, bytes, 0, bytes.Length);

    /// <inheritdoc/>
    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }

    private static long OffsetOf(int line, Count what) => ((long)line * LineSize) + ((int)what * sizeof(long));
}
