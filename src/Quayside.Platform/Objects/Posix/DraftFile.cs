// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;
using Quayside.Platform.Common;
using Quayside.Platform.Files;
using Quayside.Platform.Native;

namespace Quayside.Platform.Objects.Posix;

/// <summary>A file of /dev/shm that does not have its name yet: it appears under that name whole, or not at all. Not thread-safe.</summary>
/// <remarks>
/// <para>
/// It has no name at all (O_TMPFILE, open(2)), so the kernel deletes it when its process is killed. Only /proc can give such a file its
/// name, because linking a descriptor itself takes a capability (AT_EMPTY_PATH, open(2)).
/// </para>
/// <para>
/// Without /proc, or on a file system that has no files without names, it has a name of its own (<see cref="SiblingFile"/>) until then. A
/// kill leaves that, and the next process that makes a file under the same name removes it.
/// </para>
/// </remarks>
internal sealed class DraftFile : IDisposable
{
    private const string Descriptors = "/proc/self/fd";

    private readonly string _path;
    private readonly AccessPolicy _policy;
    private string? _beside;
    private bool _isOwner = true;

    private DraftFile(string path, AccessPolicy policy, int descriptor, string? beside)
    {
        _path = path;
        _policy = policy;
        _beside = beside;
        Descriptor = descriptor;
    }

    /// <summary>Gets its descriptor.</summary>
    public int Descriptor { get; }

    /// <summary>Makes an empty file.</summary>
    /// <param name="path">The name that it is to get.</param>
    /// <param name="policy">Its mode, whatever the umask, and whose leftovers are removed.</param>
    /// <param name="draft">The file.</param>
    /// <returns>0 or the error number.</returns>
    public static int Make(string path, AccessPolicy policy, out DraftFile? draft)
    {
        string? beside = null;
        var error = Errno.EOPNOTSUPP;
        var descriptor = FileStatus.Of(Descriptors, out _) == 0 ? SharedFile.MakeNameless(policy.Mode, out error) : -1;
        if (descriptor < 0 && error is Errno.EOPNOTSUPP or Errno.EISDIR)
        {
            beside = SiblingFile.NewPath(path, SiblingFile.Born);
            descriptor = SharedFile.Make(beside, policy.Mode, out error);
        }

        draft = descriptor < 0 ? null : new DraftFile(path, policy, descriptor, beside);
        return descriptor < 0 ? error : 0;
    }

    /// <summary>Gives a name to a file that has none.</summary>
    /// <returns>0 or the error number.</returns>
    public static int Link(int descriptor, string path) =>
        LibC.linkat(LibC.AT_FDCWD, $"{Descriptors}/{descriptor}", LibC.AT_FDCWD, path, LibC.AT_SYMLINK_FOLLOW) == 0
            ? 0
            : Marshal.GetLastPInvokeError();

    /// <summary>Gives the file its name, and removes what kills have left of earlier drafts of it.</summary>
    /// <remarks>Here and not before, because of a segment the caller has the lock only now: a look at a file that is being removed would disturb that.</remarks>
    /// <param name="replaces">Whether it takes the place of the file that has the name (rename(2)); otherwise that is EEXIST.</param>
    /// <returns>0 or the error number.</returns>
    public int Publish(bool replaces = false)
    {
        SiblingFile.Sweep(_path, _policy);
        if (_beside is null && !replaces)
        {
            return Link(Descriptor, _path);
        }

        if (_beside is null)
        {
            // link(2) replaces nothing, so the file needs another name first.
            var beside = SiblingFile.NewPath(_path, SiblingFile.Born);
            var error = Link(Descriptor, beside);
            if (error != 0)
            {
                return error;
            }

            _beside = beside;
        }

        if (LibC.renameat2(LibC.AT_FDCWD, _beside, LibC.AT_FDCWD, _path, replaces ? 0 : LibC.RENAME_NOREPLACE) != 0)
        {
            return Marshal.GetLastPInvokeError();
        }

        _beside = null;
        return 0;
    }

    /// <summary>Leaves the descriptor to the caller.</summary>
    public int Detach()
    {
        _isOwner = false;
        return Descriptor;
    }

    /// <summary>Closes the file, which is gone unless it has got its name.</summary>
    public void Dispose()
    {
        if (_beside is not null)
        {
            _ = LibC.unlink(_beside);
            _beside = null;
        }

        if (_isOwner)
        {
            _isOwner = false;
            _ = LibC.close(Descriptor);
        }
    }
}
