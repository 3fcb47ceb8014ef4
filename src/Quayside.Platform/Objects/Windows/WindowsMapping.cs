// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using Quayside.Platform.Common;
using Quayside.Platform.Memory;
using Quayside.Platform.Native;

namespace Quayside.Platform.Objects.Windows;

/// <summary>Pages of a section, which keep the memory but neither its name nor anybody's place.</summary>
[SupportedOSPlatform("windows")]
internal sealed class WindowsMapping : SharedMapping
{
    private WindowsMapping(SectionView view)
        : base(view.Address, view.Length)
    {
    }

    /// <summary>Maps a section from its beginning on.</summary>
    /// <param name="section">The section.</param>
    /// <param name="writable">Whether for writing.</param>
    /// <param name="length">How many bytes, or 0 for all.</param>
    /// <param name="mapping">The mapping, of whole pages.</param>
    public static IpcResult Map(SafeMemoryMappedFileHandle section, bool writable, long length, out SharedMapping? mapping)
    {
        var result = SectionView.Map(section, writable, length, out var view);
        mapping = result.Succeeded ? new WindowsMapping(view) : null;
        return result;
    }

    /// <inheritdoc/>
    protected override bool Unmap(nint address) => Kernel32.UnmapViewOfFile(address) != 0;
}
