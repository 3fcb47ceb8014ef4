// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;

namespace Quayside.Cli.Arguments;

/// <summary>Reads users as they are typed: a number, or a name that /etc/passwd knows.</summary>
internal static class UserText
{
    private const string Users = "/etc/passwd";

    /// <summary>Reads a user; null when there is none of the name.</summary>
    public static uint? Read(string text)
    {
        const int Name = 0;
        const int Id = 2;
        if (uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        return File.Exists(Users)
            && File.ReadLines(Users).Select(line => line.Split(':')).FirstOrDefault(row => row.Length > Id && row[Name] == text) is { } user
            && uint.TryParse(user[Id], NumberStyles.None, CultureInfo.InvariantCulture, out number)
            ? number
            : null;
    }
}
