// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.Versioning;
using Quayside.Platform.Memory;
using Quayside.Platform.Native;

namespace Quayside.Platform.Keyed.Windows;

/// <summary>A view of a section (MapViewOfFile). The kernel never shrinks a section, so its pages stay valid whatever a peer does.</summary>
[SupportedOSPlatform("windows")]
internal sealed class WindowsRegion(nint address, long length, bool isWritable) : MappedRegion(address, length, isWritable)
{
    /// <inheritdoc/>
    protected override void Unmap(nint address) => _ = Kernel32.UnmapViewOfFile(address);
}
