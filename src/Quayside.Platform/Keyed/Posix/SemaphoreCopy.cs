// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Microsoft.Win32.SafeHandles;
using System.Buffers.Binary;
using Quayside.Platform.Native;

namespace Quayside.Platform.Keyed.Posix;

/// <summary>What a semaphore's file held when it was read, without mapping it: nobody can take the memory away meanwhile.</summary>
/// <param name="Units">Its units, or null for what no program writes.</param>
/// <param name="Note">The note of its holder.</param>
/// <param name="IsTransient">Whether Quayside has made it, and it goes with its last user.</param>
internal readonly record struct SemaphoreCopy(int? Units, LockOwnerRecord Note, bool IsTransient)
{
    private const int SharingAt = 8;
    private const int NoteAt = 16;

    /// <summary>Reads a semaphore; null when the file is too short or cannot be read.</summary>
    public static unsafe SemaphoreCopy? Read(int descriptor)
    {
        Span<byte> bytes = stackalloc byte[SemaphoreWords.Size];
        using var file = new SafeFileHandle(descriptor, ownsHandle: false);
        nint read;
        fixed (byte* buffer = bytes)
        {
            read = LibC.pread(file, buffer, (nuint)bytes.Length, 0); // Holds: a local of that size, filled during the call.
        }

        if (read != bytes.Length)
        {
            return null;
        }

        var units = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        var note = LockOwnerRecord.Of(
            BinaryPrimitives.ReadUInt64LittleEndian(bytes[NoteAt..]), BinaryPrimitives.ReadUInt64LittleEndian(bytes[(NoteAt + sizeof(ulong))..]));
        return new SemaphoreCopy(SemaphoreWords.IsPossible(units) ? (int)units : null, note, SemaphoreWords.IsTransient(BinaryPrimitives.ReadUInt64LittleEndian(bytes[SharingAt..])));
    }
}
