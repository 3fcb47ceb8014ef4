// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Quayside.Platform.Common;
using Quayside.Platform.Files;
using Quayside.Platform.Native;
using Quayside.Platform.Objects.Posix;

namespace Quayside.Platform.Participants.Posix;

/// <summary>An open file of a segment, and what it holds of the locks on bytes behind the file's end. Thread-safe.</summary>
/// <remarks>
/// The locks are those of open file descriptions (F_OFD_SETLK, fcntl(2)): they belong to this object and not to the process, closing another
/// descriptor does not lose them, they hold across containers and namespaces of process ids that share the file, and the kernel gives
/// them back when the last copy of the descriptor is closed. A child that is forked and does not exec has such a copy.
/// </remarks>
/// <param name="descriptor">The descriptor, which this object closes.</param>
/// <param name="path">The name.</param>
/// <param name="isWritable">Whether the descriptor can write, and so lock for writing.</param>
internal sealed unsafe class ParticipantFile(int descriptor, string path, bool isWritable) : IDisposable
{
    /// <summary>The byte of the gate: taken for writing, and for reading by those who may only read and so remove nothing.</summary>
    public const long Gate = 1L << 40;

    /// <summary>The byte that all readers share.</summary>
    public const long Readers = Gate + 1;

    private const long FirstPlace = Gate + 16;
    private const long AllPlaces = 4096;

    // A handle, so that no question of another thread goes to whatever got the number after it was closed.
    private readonly SafeFileHandle _file = new(descriptor, ownsHandle: true);

    /// <summary>Gets the descriptor, for the one who opens the segment.</summary>
    public int Descriptor => descriptor;

    /// <summary>Gets the name.</summary>
    public string Path => path;

    /// <summary>Gets or sets which file it is.</summary>
    public FileIdentity Identity { get; set; }

    /// <summary>Gets how the gate is taken: a descriptor that cannot write can lock only for reading (fcntl(2)).</summary>
    public short GateKind => isWritable ? LibC.F_WRLCK : LibC.F_RDLCK;

    /// <summary>Gets the byte of a place.</summary>
    public static long PlaceOf(int place) => FirstPlace + place;

    /// <summary>Locks a byte if nobody's lock is in the way.</summary>
    /// <param name="start">The byte.</param>
    /// <param name="kind">F_WRLCK or F_RDLCK.</param>
    /// <returns><see cref="IpcError.InUse"/> when somebody's is.</returns>
    public IpcResult TryLock(long start, short kind)
    {
        var region = new LibC.flock { type = kind, start = start, len = 1 };
        if (LibC.fcntl(_file, LibC.F_OFD_SETLK, &region) == 0) // Holds: a local, read during the call.
        {
            return IpcResult.Success;
        }

        var error = Marshal.GetLastPInvokeError();
        return error is Errno.EAGAIN or Errno.EACCES
            ? new IpcResult(IpcError.InUse, IpcStep.OpenSegment, error)
            : PosixErrors.From(error, IpcStep.OpenSegment);
    }

    /// <summary>Gives a byte back.</summary>
    public void Unlock(long start) => Unlock(start, length: 1);

    /// <summary>Gets whether another open file has a lock on a place.</summary>
    public bool IsLocked(int place) => HasLocks(PlaceOf(place), 1);

    /// <summary>Gets whether another open file has a part in the segment.</summary>
    public bool IsShared() => HasLocks(Readers, FirstPlace + AllPlaces - Readers);

    /// <summary>Gets whether another open file stands in the gate.</summary>
    public bool IsGateTaken() => HasLocks(Gate, 1);

    /// <summary>Gets whether another open file takes part as a reader.</summary>
    public bool HasReaders() => HasLocks(Readers, 1);

    /// <summary>Copies bytes of the file, which maps nothing and so takes no memory for pages that were never written.</summary>
    /// <param name="offset">The first byte.</param>
    /// <param name="destination">Where to, and how many.</param>
    /// <returns>Whether all of them are there.</returns>
    public bool TryRead(long offset, Span<byte> destination)
    {
        fixed (byte* start = destination)
        {
            return LibC.pread(_file, start, (nuint)destination.Length, offset) == destination.Length; // Holds: the span, pinned during the call.
        }
    }

    /// <summary>Writes a word by a system call, for one who has nothing mapped and trusts the file in nothing: no page can be missing.</summary>
    /// <param name="offset">The word.</param>
    /// <param name="word">What to write.</param>
    /// <exception cref="IOException">The system refused.</exception>
    public void WriteThrough(long offset, ulong word)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, word);
        RandomAccess.Write(_file, bytes, offset);
    }

    /// <summary>Gets whether the file begins with a word.</summary>
    public bool BeginsWith(ulong word)
    {
        ulong first;
        return LibC.pread(_file, &first, sizeof(ulong), 0) == sizeof(ulong) && first == word; // Holds: a local of that size.
    }

    /// <inheritdoc/>
    /// <remarks>The locks are given back first: a mapping keeps the open file, and with it the locks, after the descriptor is closed.</remarks>
    public void Dispose()
    {
        if (!_file.IsClosed)
        {
            Unlock(Gate, length: 0);
            _file.Dispose();
        }
    }

    // A length of 0 means everything behind the start (fcntl(2)).
    private void Unlock(long start, long length)
    {
        var region = new LibC.flock { type = LibC.F_UNLCK, start = start, len = length };
        _ = LibC.fcntl(_file, LibC.F_OFD_SETLK, &region); // Holds: a local, read during the call.
    }

    // A question for writing finds every lock of others. When it cannot be asked, nobody is taken for dead.
    private bool HasLocks(long start, long length)
    {
        var region = new LibC.flock { type = LibC.F_WRLCK, start = start, len = length };
        return LibC.fcntl(_file, LibC.F_OFD_GETLK, &region) != 0 || region.type != LibC.F_UNLCK; // Holds: a local, filled during the call.
    }
}
