// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Cli.Tests;

/// <summary>Bad input gets one line that says what is wrong and what to do, and an exit code with a name.</summary>
public sealed class ErrorTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void Get_of_a_key_that_nobody_provides() =>
        AssertError(69, _sandbox.Key, _sandbox.Run("get", _sandbox.Key));

    [Fact]
    public void Get_of_a_key_that_nobody_provides_in_time() =>
        AssertError(69, _sandbox.Key, _sandbox.Run("get", _sandbox.Key, "--timeout", "0.3"));

    [Fact]
    public void Put_of_no_bytes_changes_nothing()
    {
        AssertError(65, "0 bytes", _sandbox.Run("put", _sandbox.Key, _sandbox.File("empty", [])));
        AssertError(65, "0 bytes", _sandbox.RunWithInput([], "put", _sandbox.Key, "-"));
        Assert.Empty(_sandbox.Temporary.Names);
    }

    [Fact]
    public void Put_of_no_bytes_keeps_what_another_provides()
    {
        _sandbox.Hold("put", _sandbox.Key, _sandbox.File("in", [1, 2, 3]));

        AssertError(65, "0 bytes", _sandbox.Run("put", _sandbox.Key, _sandbox.File("empty", [])));

        Assert.Equal([1, 2, 3], _sandbox.Run("get", _sandbox.Key).Output);
    }

    [Fact]
    public void Put_of_a_file_that_is_not_there() =>
        AssertError(66, "no file", _sandbox.Run("put", _sandbox.Key, _sandbox.File("missing")));

    [Fact]
    public void Put_of_a_folder() =>
        AssertError(66, "is a folder", _sandbox.Run("put", _sandbox.Key, _sandbox.Temporary.Path));

    [Theory]
    [InlineData("no such folder/out")]
    [InlineData("folder")]
    public void Get_into_what_cannot_be_written(string output)
    {
        Directory.CreateDirectory(_sandbox.File("folder"));
        _sandbox.Hold("put", _sandbox.Key, _sandbox.File("in", [1]));

        AssertError(73, "cannot be written", _sandbox.Run("get", _sandbox.Key, "-o", _sandbox.File(output)));

        Assert.Equal(["folder", "in"], _sandbox.FileNames);
    }

    [Fact]
    public void Get_into_a_full_device()
    {
        _sandbox.Hold("put", _sandbox.Key, _sandbox.File("in", [1]));

        AssertError(73, "cannot be written", _sandbox.Run("get", _sandbox.Key, "-o", "/dev/full"));
    }

    [Fact]
    public void Key_files_that_cannot_be_made()
    {
        _sandbox.Environment["TMPDIR"] = _sandbox.File("no folder", [1]);

        AssertError(71, "TMPDIR", _sandbox.Run("put", _sandbox.Key, _sandbox.File("in", [1])));
        AssertError(71, "TMPDIR", _sandbox.Run("lock", _sandbox.Key, "--", "echo", "ran"));
    }

    [Theory]
    [InlineData("Required command")]
    [InlineData("'gett'", "gett")]
    [InlineData("key is empty", "get", "")]
    [InlineData("'soon'", "get", "k", "--timeout", "soon")]
    [InlineData("'-1'", "get", "k", "--timeout", "-1")]
    [InlineData("'NaN'", "put", "k", "f", "--for", "NaN")]
    [InlineData("--width", "picture", "show", "k", "--width", "0")]
    [InlineData("Put -- before", "lock", "k", "true")]
    [InlineData("COMMAND", "lock", "k", "--")]
    public void Wrong_arguments(string reason, params string[] arguments) => AssertError(64, reason, _sandbox.Run(arguments));

    [Fact]
    public void Binary_bytes_are_kept_from_a_terminal_unless_it_is_named()
    {
        _sandbox.Hold("put", _sandbox.Key, _sandbox.File("in", [0, 1, 2]));

        var refused = Pseudoterminal.Run(_sandbox, "get", _sandbox.Key);
        var named = Pseudoterminal.Run(_sandbox, "get", _sandbox.Key, "-o", "-");

        Assert.Equal(64, refused.ExitCode);
        Assert.Contains("standard output is a terminal", refused.Text);
        Assert.Equal(0, named.ExitCode);
        Assert.Equal([0, 1, 2], named.Output[^3..]);
    }

    internal static void AssertError(int exitCode, string reason, Result result)
    {
        Assert.Equal(exitCode, result.ExitCode);
        Assert.Empty(result.Output);
        var line = Assert.Single(result.Errors.TrimEnd('\n').Split('\n'));
        Assert.Contains(reason, line);
        Assert.Matches("^quayside: .+[.;:] .+[.]$", line);
    }
}
