// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Text.RegularExpressions;
using Quayside.Testing;

namespace Quayside.Documentation.Tests;

/// <summary>What the documentation shows compiles: every C# block stands, line for line, in a sample that is built.</summary>
public sealed partial class SnippetTests
{
    private static readonly string[] _samples =
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "samples"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(file => Fold(File.ReadAllText(file)))];

    public static IEnumerable<TheoryDataRow<string, string>> Blocks =>
        from page in Pages.All
        from Match block in CodeBlock().Matches(File.ReadAllText(page))
        select new TheoryDataRow<string, string>(Path.GetRelativePath(Repository.Root, page), block.Groups["code"].Value);

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Every_code_block_stands_in_a_sample_that_is_compiled(string page, string code) =>
        Assert.True(_samples.Any(sample => sample.Contains(Fold(code), StringComparison.Ordinal)), $"Not in any sample, from {page}:\n{code}");

    [Fact]
    public void There_are_code_blocks_to_check() => Assert.NotEmpty(Blocks);

    private static string Fold(string code) =>
        string.Join('\n', code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    [GeneratedRegex(@"^```csharp\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
