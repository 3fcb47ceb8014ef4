// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;
using Quayside.Platform.Keyed;

namespace Quayside.Tests.Backends;

/// <summary>Drafts and makes a segment in one call, where a test is about neither.</summary>
internal static class BackendCalls
{
    public static IpcResult CreateSegment(this IpcBackend backend, string name, long size, SegmentRights rights, out IpcSegment? segment) =>
        With(backend, name, size, rights, (draft, out made) => backend.CreateSegment(name, draft, fill: null, out made), out segment);

    public static IpcResult ReplaceSegment(this IpcBackend backend, string name, long size, SegmentRights rights, out IpcSegment? segment) =>
        With(backend, name, size, rights, (draft, out made) => backend.ReplaceSegment(name, draft, fill: null, out made), out segment);

    private static IpcResult With(IpcBackend backend, string name, long size, SegmentRights rights, Making make, out IpcSegment? segment)
    {
        segment = null;
        var result = backend.DraftSegment(name, size, rights, out var draft);
        using (draft)
        {
            return draft is null ? result : make(draft, out segment);
        }
    }

    private delegate IpcResult Making(SegmentDraft draft, out IpcSegment? segment);
}
