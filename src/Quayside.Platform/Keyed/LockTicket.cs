// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Platform.Keyed;

/// <summary>Names the very system object that was taken: a lock that was made anew meanwhile is another one.</summary>
/// <param name="Id">The system's number of the object.</param>
/// <param name="Key">What its name stood for when it was opened.</param>
internal readonly record struct LockTicket(long Id, long Key)
{
    /// <summary>Gets the number of a lock that has lost its name and was taken together with this one, for those who still use it.</summary>
    public long? Earlier { get; init; }

    /// <summary>Gets whether this very taking made the lock: it was not there before.</summary>
    public bool IsNew { get; init; }

    /// <summary>Compares which lock is meant, not how it was come by.</summary>
    public bool Equals(LockTicket other) => (Id, Key, Earlier) == (other.Id, other.Key, other.Earlier);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Key, Earlier);
}
