// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;
using Quayside.Waiting;

namespace Quayside.Apps.Tests;

/// <summary>The script that shows the whole story.</summary>
public sealed class DemoTests : IDisposable
{
    private readonly PrivateDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact(Timeout = 5 * Watchdog.Milliseconds)]
    public async Task The_demo_shows_the_sample_in_both_programs_and_leaves_nothing()
    {
        Assert.SkipUnless(Repository.Configuration == "Release", "The demo builds Release, and so does ./test.");
        using var demo = Start("--no-browser", "--key", UniqueKey.Next());
        Assert.Equal("Building...", demo.Read());
        var chat = Address(demo.Read(5 * Watchdog.Patience), "Chat client:");
        var player = Address(demo.Read(), "Music player:");

        using var client = new HttpClient();
        var sample = new FileInfo(Path.Combine(Repository.Root, "samples", "quayside.png")).Length + 4;
        foreach (var address in (Uri[])[chat, player])
        {
            using var events = new StreamReader(
                await client.GetStreamAsync(new Uri(address, "/events"), TestContext.Current.CancellationToken));
            string? line;
            do
            {
                line = await events.ReadLineAsync(TestContext.Current.CancellationToken);
            }
            while (line is not null && !line.Contains($"\"segmentBytes\":{sample}", StringComparison.Ordinal));
            Assert.NotNull(line);
        }

        var keys = SystemVTraces.Keys(_directory);
        Assert.Equal(2, keys.Length);
        demo.Signal(15);
        Assert.Equal(143, demo.WaitForExit());
        Assert.Empty(SystemVTraces.Remaining(keys));
        Assert.Empty(SystemVTraces.KeyFiles(_directory));
        foreach (var address in (Uri[])[chat, player])
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync(address, TestContext.Current.CancellationToken));
        }
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public void Without_the_SDK_the_demo_says_what_to_install()
    {
        foreach (var tool in (string[])["bash", "dirname"])
        {
            File.CreateSymbolicLink(_directory[tool], "/usr/bin/" + tool);
        }

        using var demo = ChildProcess.Start(
            "/usr/bin/bash", [Path.Combine(Repository.Root, "demo")], new Dictionary<string, string?> { ["PATH"] = _directory.Path });
        Assert.Equal(1, demo.WaitForExit());
        Assert.Contains("The .NET SDK is missing: install .NET 10", demo.Errors, StringComparison.Ordinal);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public void An_unknown_option_of_the_demo_is_named()
    {
        using var demo = Start("--colour");
        Assert.Equal(1, demo.WaitForExit());
        Assert.Contains("--colour", demo.Errors, StringComparison.Ordinal);
    }

    private static Uri Address(string line, string name)
    {
        Assert.StartsWith(name, line, StringComparison.Ordinal);
        return new(line[name.Length..].Trim());
    }

    private ChildProcess Start(params string[] arguments) => ChildProcess.Start(
        "/usr/bin/bash",
        [Path.Combine(Repository.Root, "demo"), .. arguments],
        new Dictionary<string, string?> { ["TMPDIR"] = _directory.Path, ["DOTNET_EnableDiagnostics"] = "0" });
}
