// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.WebApp;

/// <summary>The first line an application writes on standard output, by which whoever started it learns its address.</summary>
public static class AddressLine
{
    private const string Prefix = "listening on ";

    /// <summary>Makes the line for <paramref name="address"/>.</summary>
    public static string Format(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return Prefix + address.GetLeftPart(UriPartial.Authority);
    }

    /// <summary>Reads the address out of a line; null when the line is something else.</summary>
    public static Uri? Parse(string? line) =>
        line is not null && line.StartsWith(Prefix, StringComparison.Ordinal)
        && Uri.TryCreate(line[Prefix.Length..], UriKind.Absolute, out var address) && address.IsLoopback
            ? address
            : null;
}
