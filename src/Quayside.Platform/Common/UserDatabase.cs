// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;

namespace Quayside.Platform.Common;

/// <summary>Names of users and members of groups, from /etc/passwd and /etc/group. Stateless and thread-safe.</summary>
/// <remarks>
/// Only the files: a name service on the network (nsswitch.conf(5)) could keep the caller waiting. Who is known to such a service alone has a
/// number and no name here, and is no member of a group.
/// </remarks>
internal static class UserDatabase
{
    private const string Users = "/etc/passwd";
    private const string Groups = "/etc/group";
    private const int Name = 0;
    private const int Id = 2;
    private const int UsersGroup = 3;
    private const int Members = 3;

    /// <summary>Names a user, or null when the files do not know the id.</summary>
    public static string? NameOf(uint user) => RowOf(user)?[Name];

    /// <summary>Gets the id of a user, or null when the files do not know the name.</summary>
    public static uint? IdOf(string name) =>
        Rows(Users).FirstOrDefault(row => row[Name] == name) is { } row && uint.TryParse(row[Id], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>Gets whether the files say that a user is a member of a group.</summary>
    public static bool IsMember(uint user, uint group)
    {
        var number = Number(group);
        return !UserIdentity.IsUnmapped(user) && RowOf(user) is { } row
            && (row[UsersGroup] == number
                || Rows(Groups).Any(entry => entry[Id] == number && entry[Members].Split(',').Contains(row[Name])));
    }

    /// <summary>Names a user for a message: "user 1000 (ada)", or "user 1000".</summary>
    public static string Describe(uint user)
    {
        var name = NameOf(user);
        return UserIdentity.IsUnmapped(user) ? $"user {Number(user)}, which stands for all users that have no number in this user namespace"
            : name is null ? $"user {Number(user)}"
            : $"user {Number(user)} ({name})";
    }

    private static string[]? RowOf(uint user)
    {
        var number = Number(user);
        return Rows(Users).FirstOrDefault(row => row[Id] == number);
    }

    private static string[][] Rows(string file)
    {
        const int LeastColumns = 4;
        try
        {
            return [.. File.ReadLines(file).Select(line => line.Split(':')).Where(row => row.Length >= LeastColumns)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string Number(uint id) => id.ToString(CultureInfo.InvariantCulture);
}
