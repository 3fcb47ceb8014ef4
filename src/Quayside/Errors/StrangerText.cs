// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Platform.Common;

namespace Quayside.Errors;

/// <summary>The words for objects that are not used because of whose they are (<see cref="AccessPolicy"/>), and what to do about it.</summary>
internal static class StrangerText
{
    /// <summary>Says whose object it is, and who asks.</summary>
    /// <param name="what">The object: "it", "its lock".</param>
    /// <param name="stranger">Whose it is.</param>
    public static string Reason(string what, uint stranger) =>
        $"{what} belongs to {UserDatabase.Describe(stranger)}, and this process runs as {UserDatabase.Describe(UserIdentity.User)}";

    /// <summary>Says how to use the object on purpose, or how to do without.</summary>
    /// <param name="stranger">Whose it is.</param>
    public static string Remedy(uint stranger)
    {
        var id = stranger.ToString(CultureInfo.InvariantCulture);
        var mode = UserIdentity.User == 0 ? string.Empty : ", and there a UnixMode that lets this user in";
        return "Run both programs as the same user, or use another key. To share with that user on purpose, "
            + $"set TrustedOwner to {id} (in the tool: --owner {UserDatabase.NameOf(stranger) ?? id}){mode}";
    }
}
