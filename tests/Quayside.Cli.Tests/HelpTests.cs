// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Text.RegularExpressions;
using Quayside.Testing;

namespace Quayside.Cli.Tests;

/// <summary>Every verb explains itself, and the reference page says the same.</summary>
public sealed partial class HelpTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData]
    [InlineData("put")]
    [InlineData("get")]
    [InlineData("picture")]
    [InlineData("picture", "put")]
    [InlineData("picture", "get")]
    [InlineData("picture", "show")]
    [InlineData("key")]
    [InlineData("lock")]
    [InlineData("watch")]
    [InlineData("live")]
    [InlineData("live", "set")]
    [InlineData("live", "get")]
    [InlineData("live", "watch")]
    [InlineData("frames")]
    [InlineData("frames", "test")]
    [InlineData("frames", "watch")]
    [InlineData("frames", "view")]
    [InlineData("ls")]
    [InlineData("inspect")]
    [InlineData("rm")]
    [InlineData("doctor")]
    public void Help_has_an_example_and_names_the_exit_codes(params string[] verb)
    {
        var result = _sandbox.Run([.. verb, "--help"]);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("", result.Errors);
        Assert.Matches(@"Example:\n  .*quayside " + string.Join(' ', verb), result.Text);
        Assert.Contains((0, "success"), ExitCodes(result.Text));
        Assert.Contains((64, "usage"), ExitCodes(result.Text));
        Assert.All(result.Text.Split("Details:")[^1].Split('\n'), line => Assert.True(line.Length <= 100, line));
    }

    [Fact]
    public void The_reference_page_lists_the_exit_codes_that_help_lists()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "cli.md"));

        var listed = TableRow().Matches(page).Select(m => (int.Parse(m.Groups[1].ValueSpan, null), m.Groups[2].Value));

        Assert.Equal(ExitCodes(_sandbox.Run("--help").Text), listed);
    }

    [Fact]
    public void The_reference_page_shows_every_verb_and_option()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "cli.md"));

        Assert.All(
            [
                "put KEY FILE", "get KEY", "picture put KEY FILE", "picture get KEY", "picture show KEY", "key KEY", "lock KEY",
                "watch KEY", "live set KEY VALUE", "live get KEY", "live watch KEY",
                "frames test KEY", "frames watch KEY", "frames view KEY", "quayside ls", "inspect KEY", "rm KEY", "quayside doctor", "--json", "--all", "--force", "--fix", "--orphans", "--count",
                "--for", "--capacity", "--wait", "--timeout", "--type", "--width", "-o FILE",
                "--size", "--rate", "--format", "--slots", "--every", "--port",
            ],
            text => Assert.Contains(text, page));
    }

    private static List<(int Number, string Name)> ExitCodes(string help) =>
        [.. HelpRow().Matches(help).Select(m => (int.Parse(m.Groups[1].ValueSpan, null), m.Groups[2].Value))];

    [GeneratedRegex(@"^ +(\d+)  ([a-z-]+) ", RegexOptions.Multiline)]
    private static partial Regex HelpRow();

    [GeneratedRegex(@"^\| (\d+) \| `([a-z-]+)` \|", RegexOptions.Multiline)]
    private static partial Regex TableRow();
}
