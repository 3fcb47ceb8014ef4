// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Quayside.Platform.Native;

internal static unsafe partial class Kernel32
{
    public const nint INVALID_HANDLE_VALUE = -1;
    public const uint PAGE_READWRITE = 4;
    public const uint FILE_MAP_WRITE = 2;
    public const uint FILE_MAP_READ = 4;

    [LibraryImport(Library, EntryPoint = "CreateFileMappingW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    public static partial SafeMemoryMappedFileHandle CreateFileMapping(
        nint file, nint security, uint protection, uint sizeHigh, uint sizeLow, string name);

    [LibraryImport(Library, EntryPoint = "OpenFileMappingW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    public static partial SafeMemoryMappedFileHandle OpenFileMapping(uint access, int inherit, string name);

    [LibraryImport(Library, EntryPoint = "MapViewOfFile", SetLastError = true)]
    public static partial nint MapViewOfFile(SafeMemoryMappedFileHandle section, uint access, uint offsetHigh, uint offsetLow, nuint length);

    [LibraryImport(Library, EntryPoint = "UnmapViewOfFile", SetLastError = true)]
    public static partial int UnmapViewOfFile(nint address);

    [LibraryImport(Library, EntryPoint = "VirtualQuery", SetLastError = true)]
    public static partial nuint VirtualQuery(nint address, MEMORY_BASIC_INFORMATION* information, nuint length);

    /// <summary>MEMORY_BASIC_INFORMATION: what VirtualQuery tells of a run of pages.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct MEMORY_BASIC_INFORMATION
    {
        public nint BaseAddress;
        public nint AllocationBase;
        public uint AllocationProtect;
        public nuint RegionSize;
        public uint State;
        public uint Protect;
        public uint Type;
    }
}
