// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Platform.Common;

/// <summary>To whom an object of the system belongs. An immutable value.</summary>
/// <param name="User">Its owner.</param>
/// <param name="Maker">Who made it. A System V object can be given to another user and keeps its maker (svipc(7)); a file has only an owner.</param>
/// <param name="Group">A group of which the maker was a member: of a file its group, of a System V object the one that it was made with.</param>
internal readonly record struct ObjectOwner(uint User, uint Maker, uint Group)
{
    /// <summary>Gets the owner of a file. Only a member of a group, or root, gives a file that group (chown(2)).</summary>
    public static ObjectOwner OfFile(uint user, uint group) => new(user, user, group);
}
