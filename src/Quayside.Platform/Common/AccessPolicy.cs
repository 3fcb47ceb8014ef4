// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Platform.Common;

/// <summary>The one rule for whose segments, locks and semaphores this process uses, and the mode of those it makes. An immutable value.</summary>
/// <remarks>
/// <para>
/// Names of shared memory are for all users alike, so another user may have put an object under a name before its rightful user came. It is
/// used if it is this user's, or of the user who was named on purpose, or if the mode lets its owner in: what others may do with our
/// objects we do with theirs. What a process could do by privilege makes no difference, so root is a user like any other.
/// </para>
/// <para>
/// An object is judged before it is mapped for writing, given memory, waited for or operated. Key files are not judged by it: they are
/// empty, and only their type matters (<see cref="Keyed.SystemV.KeyFile"/>). The default value trusts this user alone.
/// </para>
/// </remarks>
/// <param name="Mode">The mode of new objects, whatever the umask; ignored on Windows, which keeps the objects of sessions apart itself.</param>
/// <param name="TrustedOwner">A user whose objects are used as this user's own; null for none.</param>
internal readonly record struct AccessPolicy(UnixFileMode Mode, uint? TrustedOwner = null)
{
    /// <summary>Gets whether everybody's objects are used: for an administrator who repairs what others left, and shares nothing with them.</summary>
    public bool TrustsEveryOwner { get; init; }

    /// <summary>Gets the policy of a mode.</summary>
    public static implicit operator AccessPolicy(UnixFileMode mode) => new(mode);

    /// <summary>Gets whether an object may be used.</summary>
    /// <param name="owner">Whose it is.</param>
    /// <param name="forWriting">Whether it is to be written to, as locks and semaphores always are.</param>
    public bool IsWelcome(ObjectOwner owner, bool forWriting = true) => FindStranger(owner, forWriting) is null;

    /// <summary>Judges an object.</summary>
    /// <param name="owner">Whose it is.</param>
    /// <param name="step">What it is wanted for.</param>
    /// <param name="forWriting">Whether it is to be written to, as locks and semaphores always are.</param>
    /// <returns>Success, or <see cref="IpcError.PermissionDenied"/> with the <see cref="IpcResult.Stranger"/>.</returns>
    public IpcResult Judge(ObjectOwner owner, IpcStep step, bool forWriting = true) => FindStranger(owner, forWriting) is { } stranger
        ? new IpcResult(IpcError.PermissionDenied, step, Native.Errno.EACCES) { Stranger = stranger }
        : IpcResult.Success;

    private uint? FindStranger(ObjectOwner owner, bool forWriting)
    {
        var (group, others) = forWriting
            ? (UnixFileMode.GroupWrite, UnixFileMode.OtherWrite)
            : (UnixFileMode.GroupRead, UnixFileMode.OtherRead);
        return TrustsEveryOwner || (Mode & others) != 0 ? null
            : !IsWelcome(owner.Maker, owner.Group, Mode & group) ? owner.Maker
            : owner.User != owner.Maker && !IsWelcome(owner.User, null, Mode & group) ? owner.User
            : null;
    }

    // The group that the mode lets in is the one that new objects get.
    private bool IsWelcome(uint user, uint? evidence, UnixFileMode group) => UserIdentity.IsMe(user)
        || user == TrustedOwner
        || (group != 0 && (UserIdentity.IsMyGroup(evidence) || UserDatabase.IsMember(user, UserIdentity.Group)));
}
