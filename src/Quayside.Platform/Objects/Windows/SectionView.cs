// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using Quayside.Platform.Common;
using Quayside.Platform.Native;

namespace Quayside.Platform.Objects.Windows;

/// <summary>Pages of a section, mapped. An immutable value; whoever takes it unmaps them.</summary>
/// <param name="Address">Where they are.</param>
/// <param name="Length">How many bytes, in whole pages.</param>
[SupportedOSPlatform("windows")]
internal readonly record struct SectionView(nint Address, long Length)
{
    /// <summary>Maps a section from its beginning on.</summary>
    /// <param name="section">The section.</param>
    /// <param name="writable">Whether for writing.</param>
    /// <param name="length">How many bytes, or 0 for all.</param>
    /// <param name="view">The pages.</param>
    public static unsafe IpcResult Map(SafeMemoryMappedFileHandle section, bool writable, long length, out SectionView view)
    {
        view = default;
        var address = Kernel32.MapViewOfFile(section, Access(writable), 0, 0, checked((nuint)length));
        if (address == 0)
        {
            return WindowsErrors.Last(IpcStep.MapSegment);
        }

        // Holds: a local of the size that is told.
        Kernel32.MEMORY_BASIC_INFORMATION information;
        if (Kernel32.VirtualQuery(address, &information, (nuint)sizeof(Kernel32.MEMORY_BASIC_INFORMATION)) == 0)
        {
            var failure = WindowsErrors.Last(IpcStep.QuerySegment);
            _ = Kernel32.UnmapViewOfFile(address);
            return failure;
        }

        view = new SectionView(address, checked((long)information.RegionSize));
        return IpcResult.Success;
    }

    /// <summary>Gets the rights that are needed: no more than are used, where Qt asks for all of them even to read.</summary>
    public static uint Access(bool writable) => Kernel32.FILE_MAP_READ | (writable ? Kernel32.FILE_MAP_WRITE : 0);
}
