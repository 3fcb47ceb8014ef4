// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;
using Quayside.Platform.Files;
using Quayside.Platform.Objects.Posix;

namespace Quayside.Platform.Keyed.Posix;

/// <summary>A segment that has its size, its pages and its mapping, and no name yet: it appears whole or not at all.</summary>
/// <remarks>Qt makes the name first, so that others see an empty file for a while.</remarks>
internal sealed class PosixDraft : SegmentDraft
{
    private readonly string _path;
    private readonly DraftFile _file;
    private PosixRegion? _region;
    private FileStatus _status;
    private bool _isPublished;

    private PosixDraft(string path, long size, SegmentRights rights, DraftFile file)
        : base(size, rights)
    {
        _path = path;
        _file = file;
    }

    /// <summary>Makes a file for a segment, reserves its pages and maps it.</summary>
    /// <param name="path">The file that it is to become.</param>
    /// <param name="size">Its size in bytes.</param>
    /// <param name="rights">How to map it, and its mode.</param>
    /// <param name="draft">The segment to be.</param>
    public static IpcResult Make(string path, long size, SegmentRights rights, out SegmentDraft? draft)
    {
        draft = null;
        var error = DraftFile.Make(path, rights.Policy, out var file);
        if (error != 0)
        {
            return PosixErrors.From(error, IpcStep.CreateSegment);
        }

        var made = new PosixDraft(path, size, rights, file!);
        var result = made.Prepare();
        if (result.Succeeded)
        {
            draft = made;
        }
        else
        {
            made.Dispose();
        }

        return result;
    }

    /// <summary>Fills the segment and gives it its name. Under the lock.</summary>
    /// <param name="fill">Writes its bytes, before the name: a kill meanwhile leaves what was there.</param>
    /// <param name="replaces">Whether it takes the place of the one that is there (rename(2)); otherwise there may be none.</param>
    /// <param name="segment">The segment, to which the file and its mapping belong from now on.</param>
    public IpcResult Publish(SegmentFill? fill, bool replaces, out IpcSegment? segment)
    {
        segment = null;
        fill?.Invoke(_region!);
        var error = _file.Publish(replaces);
        if (error != 0)
        {
            return PosixErrors.From(error, IpcStep.CreateSegment);
        }

        var info = new SegmentInfo(_status.Identity.Inode, Size, AttachCount: 1, CreatorProcess: 0, _status.Owner.User);
        segment = new PosixSegment(_path, _file.Detach(), _region!, _status.Identity, info);
        _isPublished = true;
        return IpcResult.Success;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        if (!_isPublished)
        {
            _region?.Dispose();
        }

        _file.Dispose();
        base.Dispose();
    }

    private IpcResult Prepare()
    {
        var error = FileStatus.Of(_file.Descriptor, out _status);
        if (error == 0)
        {
            error = SharedFile.Reserve(_file.Descriptor, Size);
        }

        return error == 0
            ? PosixRegion.Map(_file.Descriptor, Size, Rights.Writable, out _region)
            : PosixErrors.From(error, IpcStep.CreateSegment);
    }
}
