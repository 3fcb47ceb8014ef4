// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Text.RegularExpressions;
using Quayside.Testing;

namespace Quayside.Documentation.Tests;

/// <summary>What the page of limits says of deaths is shown by a test: each line of the table names one, or an operation that is killed at each step.</summary>
public sealed partial class LimitsTests
{
    private const string Header = "| it was | then | shown by |";

    private static readonly string[] _lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "limits.md"));

    private static readonly string _operations =
        File.ReadAllText(Path.Combine(Repository.Root, "tests", "Quayside.Crash.Tests", "Steps", "Scenarios.cs"));

    public static IEnumerable<TheoryDataRow<string>> Rows => _lines
        .SkipWhile(line => line != Header).Skip(2).TakeWhile(line => line.StartsWith('|')).Select(line => new TheoryDataRow<string>(line));

    [Theory]
    [MemberData(nameof(Rows))]
    public void Every_line_about_a_death_is_shown_by_a_test_that_exists(string row)
    {
        var shown = row.Split(" | ")[^1];
        var tests = TestName().Matches(shown).Select(match => match.Groups["name"].Value).ToArray();
        var operations = Operation().Matches(shown).Select(match => match.Groups["name"].Value).ToArray();

        Assert.True(tests.Length + operations.Length > 0, "It is shown by nothing.");
        Assert.All(tests, name => Assert.True(TestIndex.Has(name), $"There is no test {name}."));
        Assert.All(operations, name => Assert.Contains(Generic(name), _operations, StringComparison.Ordinal));
    }

    [Fact]
    public void There_are_such_lines() => Assert.True(Rows.Count() > 8);

    // Operations on values and on buffers are one line of code there.
    private static string Generic(string name) => $"\"{name}\"" is var exact && _operations.Contains(exact, StringComparison.Ordinal)
        ? exact
        : $"\"{KindOfValue().Replace(name, "a {kind}")}\"";

    [GeneratedRegex(@"`(?<name>[A-Z]\w*Tests\.\w+)`")]
    private static partial Regex TestName();

    [GeneratedRegex(@"\*(?<name>[^*]+)\*")]
    private static partial Regex Operation();

    [GeneratedRegex("a (value|buffer)")]
    private static partial Regex KindOfValue();
}
