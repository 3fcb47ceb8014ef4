// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics.CodeAnalysis;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using Quayside.Platform.Common;
using Quayside.Platform.Memory;
using Quayside.Platform.Objects.Windows;

namespace Quayside.Platform.Keyed.Windows;

/// <summary>A section that this process has mapped. Its name is there for as long as somebody has a handle, so this object keeps one.</summary>
[SupportedOSPlatform("windows")]
internal sealed class WindowsSegment : IpcSegment
{
    private readonly SafeMemoryMappedFileHandle _section;

    private WindowsSegment(SafeMemoryMappedFileHandle section, MappedRegion region, long? requestedSize)
    {
        _section = section;
        Region = region;
        RequestedSize = requestedSize;
    }

    /// <inheritdoc/>
    public override MappedRegion Region { get; }

    /// <inheritdoc/>
    /// <remarks>Windows tells neither how many use a section nor who made it, and has no number for it.</remarks>
    public override SegmentInfo Info => new(Id: 0, Region.Length, AttachCount: null, CreatorProcess: 0, OwnerUser: 0);

    /// <inheritdoc/>
    public override long? RequestedSize { get; }

    /// <inheritdoc/>
    /// <remarks>Never: an unused section is not there.</remarks>
    public override bool IsUnused => false;

    /// <summary>Maps the whole section.</summary>
    /// <param name="section">The section, which the segment closes; so does a failure.</param>
    /// <param name="writable">Whether to map it for writing.</param>
    /// <param name="requestedSize">The size in bytes that was asked for, or null when another process did so.</param>
    /// <param name="segment">The segment.</param>
    [SuppressMessage("Usage", "CA1816", Justification = "It is the handle whose finalizer would take the name from a segment in use.")]
    public static IpcResult Map(SafeMemoryMappedFileHandle section, bool writable, long? requestedSize, out IpcSegment? segment)
    {
        segment = null;
        var result = SectionView.Map(section, writable, length: 0, out var view);
        if (!result.Succeeded)
        {
            section.Dispose();
            return result;
        }

        // The name is there for as long as the handle is, and a segment that nobody closes stays mapped (see MappedRegion).
        GC.SuppressFinalize(section);
        segment = new WindowsSegment(section, new WindowsRegion(view.Address, view.Length, writable), requestedSize);
        return IpcResult.Success;
    }

    /// <inheritdoc/>
    /// <remarks>The kernel does so.</remarks>
    public override void Remove()
    {
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        _section.Dispose();
    }
}
