// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Text.RegularExpressions;
using Quayside.Testing;

namespace Quayside.Documentation.Tests;

/// <summary>Links between pages, and to pictures and files, lead somewhere.</summary>
public sealed partial class LinkTests
{
    public static IEnumerable<TheoryDataRow<string, string>> Links =>
        from page in Pages.All
        from Match link in Link().Matches(File.ReadAllText(page))
        select new TheoryDataRow<string, string>(Path.GetRelativePath(Repository.Root, page), link.Groups["target"].Value);

    [Theory]
    [MemberData(nameof(Links))]
    public void Every_relative_link_leads_to_a_file(string page, string target)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, page))!;
        Assert.True(Path.Exists(Path.GetFullPath(Path.Combine(folder, target))), $"{page} links to {target}, which is not there.");
    }

    [GeneratedRegex(@"\]\((?!https?:|#)(?<target>[^)#\s]+)")]
    private static partial Regex Link();
}
