// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Text.RegularExpressions;
using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Robust;

/// <summary>What thousands of waits cost a process, which does nothing else.</summary>
public sealed partial class ManyWaitsTests
{
    [Theory(Timeout = Watchdog.Milliseconds)]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(300)]
    public async Task Ten_thousand_waits_take_a_thread_for_each_hundred_and_twenty_seven_words_and_a_keeper(int signals)
    {
        using var child = ChildProcess.Start(Host.Path, [], [
            new("DOTNET_EnableDiagnostics", "0"),

            // The runtime's own threads would be counted.
            new("DOTNET_TieredCompilation", "0"),
            new("DOTNET_gcConcurrent", "0"),
        ]);
        var answer = await Background.Run(() => child.Ask($"wait\tmany\t{UniqueKey.Next("many")}\t{signals}\t10000"));
        Assert.Equal(0, child.WaitForExit());

        var parts = Form().Match(answer);
        Assert.True(parts.Success, answer);
        var names = parts.Groups["names"].Value.Split(',');
        Assert.Equal((signals + 126) / 127, names.Count(name => name == "Quayside waits"));
        Assert.Equal(1, names.Count(name => name == "Quayside keeper"));
        Assert.Equal("10000", parts.Groups["waits"].Value);

        // Every slice ends one sleep; the ones more are the first looks, while the waits began. Later they sleep for good (IdleTests).
        Assert.InRange(Number("slept"), 1, Number("slices") + (10 * names.Length));

        long Number(string name) => long.Parse(parts.Groups[name].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^threads \[(?<names>.*)\] waits (?<waits>\d+) slept (?<slept>\d+) slices (?<slices>\d+)$")]
    private static partial Regex Form();
}
