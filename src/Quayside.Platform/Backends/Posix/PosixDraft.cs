// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;
using Quayside.Platform.Native;

namespace Quayside.Platform.Backends.Posix;

/// <summary>A segment that has its size, its pages and its mapping, and no name yet: it appears whole or not at all.</summary>
/// <remarks>
/// <para>
/// It is a file without a name (O_TMPFILE, open(2)); one call gives it its name. Whatever fails or whoever is killed before that leaves
/// nothing. Qt makes the name first, so that others see an empty file for a while.
/// </para>
/// <para>
/// To take the place of another one the file needs a name of its own for a moment, and so it does where the file system has no files
/// without names. That name means nothing to anybody, and the next one to make a segment removes what a kill left of it (<see cref="SiblingFile"/>).
/// </para>
/// </remarks>
internal sealed class PosixDraft : SegmentDraft
{
    private readonly string _path;
    private readonly string? _beside;
    private int _descriptor;
    private PosixRegion? _region;
    private FileStatus _status;

    private PosixDraft(string path, long size, SegmentRights rights, int descriptor, string? beside)
        : base(size, rights)
    {
        _path = path;
        _beside = beside;
        _descriptor = descriptor;
    }

    /// <summary>Makes a file for a segment, reserves its pages and maps it.</summary>
    /// <param name="path">The file that it is to become.</param>
    /// <param name="size">Its size in bytes.</param>
    /// <param name="rights">How to map it, and its mode.</param>
    /// <param name="draft">The segment to be.</param>
    public static IpcResult Make(string path, long size, SegmentRights rights, out SegmentDraft? draft)
    {
        draft = null;
        string? beside = null;
        var descriptor = SharedFile.MakeNameless(rights.Policy.Mode, out var error);
        if (error is Errno.EOPNOTSUPP or Errno.EISDIR)
        {
            beside = SiblingFile.NewPath(path, SiblingFile.Born);
            descriptor = SharedFile.Make(beside, rights.Policy.Mode, out error);
        }

        if (descriptor < 0)
        {
            return PosixErrors.From(error, IpcStep.CreateSegment);
        }

        var made = new PosixDraft(path, size, rights, descriptor, beside);
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
        SiblingFile.Sweep(_path, Rights.Policy);
        fill?.Invoke(_region!);
        var error = _beside is not null ? Move(_beside, replaces)
            : replaces ? Replace()
            : SharedFile.Name(_descriptor, _path);
        if (error != 0)
        {
            return PosixErrors.From(error, IpcStep.CreateSegment);
        }

        var info = new SegmentInfo(_status.Identity.Inode, Size, AttachCount: 1, CreatorProcess: 0, _status.Owner.User);
        segment = new PosixSegment(_path, _descriptor, _region!, _status.Identity, info);
        _descriptor = -1;
        return IpcResult.Success;
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        if (_descriptor >= 0)
        {
            _region?.Dispose();
            _ = LibC.close(_descriptor);
            _descriptor = -1;
            if (_beside is not null)
            {
                _ = LibC.unlink(_beside);
            }
        }

        base.Dispose();
    }

    private int Replace()
    {
        var beside = SiblingFile.NewPath(_path, SiblingFile.Born);
        var error = SharedFile.Name(_descriptor, beside);
        return error == 0 ? Move(beside, replaces: true) : error;
    }

    private int Move(string beside, bool replaces)
    {
        if (LibC.renameat2(LibC.AT_FDCWD, beside, LibC.AT_FDCWD, _path, replaces ? 0 : LibC.RENAME_NOREPLACE) == 0)
        {
            return 0;
        }

        var error = Marshal.GetLastPInvokeError();
        _ = LibC.unlink(beside);
        return error;
    }

    private IpcResult Prepare()
    {
        var error = FileStatus.Of(_descriptor, out _status);
        if (error == 0)
        {
            error = SharedFile.Reserve(_descriptor, Size);
        }

        return error == 0
            ? PosixRegion.Map(_descriptor, Size, Rights.Writable, out _region)
            : PosixErrors.From(error, IpcStep.CreateSegment);
    }
}
