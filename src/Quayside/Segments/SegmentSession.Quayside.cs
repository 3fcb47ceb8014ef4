// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Buffers.Binary;
using Quayside.Participants;
using Quayside.Platform.Common;
using Quayside.Platform.Keyed;

namespace Quayside.Segments;

/// <content>Telling segments of bytes, as Qt knows them, from Quayside segments, which have a header and participants.</content>
internal sealed partial class SegmentSession
{
    private static readonly IpcResult _isQuayside = new(IpcError.Foreign, IpcStep.OpenSegment, 0);

    // Where none can be, the first page is left alone: to touch it would cost more than all the rest of attaching.
    private bool CanBeQuayside => Key.Type is IpcKeyType.Posix or IpcKeyType.Windows or IpcKeyType.InProcess;

    /// <summary>Opens the segment if its bytes are the users' own.</summary>
    private IpcResult OpenBytes(SegmentRights rights, out IpcSegment? segment)
    {
        var result = _backend.OpenSegment(Key.NativeName, rights, out segment);
        if (!CanBeQuayside || segment is null || segment.Region.Length < SegmentLayout.PageSize
            || BinaryPrimitives.ReadUInt64LittleEndian(segment.Region.ReadOnlySlice(0, sizeof(ulong))) != SegmentLayout.Magic)
        {
            return result;
        }

        segment.Dispose();
        segment = null;
        return _isQuayside;
    }

    /// <summary>Gets whether a Quayside segment is in the way, where one can be.</summary>
    private bool IsQuayside() => CanBeQuayside && _backend.BeginsWith(Key.NativeName, SegmentLayout.Magic, SegmentLayout.PageSize);
}
