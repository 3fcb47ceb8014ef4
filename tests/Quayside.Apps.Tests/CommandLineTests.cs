// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;

namespace Quayside.Apps.Tests;

/// <summary>What the applications say to a wrong command line: one line, and nothing is started.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly PrivateDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory(Timeout = Watchdog.Milliseconds)]
    [InlineData("--port", "99999", "is no port")]
    [InlineData("--port", "http", "is no port")]
    [InlineData("--key", "", "--key is empty")]
    [InlineData("--player", "http://example.org/", "is no address on this machine")]
    [InlineData("--publish", "/no/such/picture.png", "/no/such/picture.png")]
    public void A_wrong_value_is_told_in_one_line(string option, string value, string says)
    {
        using var chat = AppProcess.Launch("ChatClient", _directory, ["--no-browser", option, value]);
        Assert.Equal(1, chat.WaitForExit());
        var line = Assert.Single(chat.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Assert.Contains(says, line, StringComparison.Ordinal);
        Assert.Empty(_directory.Names);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public void A_file_that_is_no_picture_is_not_published_at_start()
    {
        File.WriteAllText(_directory["notes.txt"], "This is no picture.");
        using var chat = AppProcess.Launch("ChatClient", _directory, ["--no-browser", "--publish", _directory["notes.txt"]]);
        Assert.Equal(1, chat.WaitForExit());
        Assert.StartsWith($"--publish: {_directory["notes.txt"]}: This is no picture", chat.Errors, StringComparison.Ordinal);
        Assert.Equal(["notes.txt"], _directory.Names);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public void A_port_in_use_is_told_in_one_line()
    {
        using var first = AppProcess.StartPlayer(_directory, UniqueKey.Next());
        using var second = AppProcess.Launch("ChatClient", _directory, ["--no-browser", "--port", $"{first.Address.Port}"]);
        Assert.Equal(1, second.WaitForExit());
        var line = Assert.Single(second.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Assert.Contains($"Port {first.Address.Port}", line, StringComparison.Ordinal);
    }

    [Theory(Timeout = Watchdog.Milliseconds), InlineData("ChatClient"), InlineData("MusicPlayer")]
    public void Help_names_the_options(string name)
    {
        using var app = AppProcess.Launch(name, _directory, ["--help"]);
        Assert.Equal("Description:", app.Read());
        Assert.Equal(0, app.WaitForExit());
    }
}
