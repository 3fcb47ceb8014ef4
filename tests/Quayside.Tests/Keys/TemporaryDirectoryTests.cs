// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Files;
using Quayside.Testing;

namespace Quayside.Tests.Keys;

/// <summary>TMPDIR belongs to the whole process, so while these tests run no other test does.</summary>
[CollectionDefinition(nameof(TemporaryDirectoryTests), DisableParallelization = true)]
[Collection(nameof(TemporaryDirectoryTests))]
public sealed class TemporaryDirectoryTests : IDisposable
{
    private const string Variable = "TMPDIR";

    private readonly string? _before = Environment.GetEnvironmentVariable(Variable);
    private readonly PrivateDirectory _directory = new();

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Variable, _before);
        _directory.Dispose();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Without_the_variable_it_is_tmp(string? value) => Assert.Equal("/tmp", FindWith(value));

    [Fact]
    public void A_trailing_slash_dots_and_doubled_slashes_do_not_count()
    {
        var sub = Directory.CreateDirectory(_directory["sub"]).FullName;

        Assert.Equal(sub, FindWith($"{_directory.Path}/./sub//x/.."));
        Assert.Equal(sub, FindWith(sub + "/"));
    }

    [Fact]
    public void Symbolic_links_are_resolved()
    {
        var sub = Directory.CreateDirectory(_directory["sub"]).FullName;
        Directory.CreateSymbolicLink(_directory["link"], sub);

        Assert.Equal(sub, FindWith(_directory["link"] + "/"));
    }

    [Fact]
    public void Dots_are_cleaned_before_links_are_followed()
    {
        Directory.CreateDirectory(_directory["deep/sub"]);
        Directory.CreateSymbolicLink(_directory["link"], _directory["deep/sub"]);

        Assert.Equal(_directory.Path, FindWith(_directory["link"] + "/.."));
    }

    [Fact]
    public void A_directory_that_is_missing_or_relative_becomes_the_root()
    {
        Assert.Equal(string.Empty, FindWith(_directory["missing"]));
        Assert.Equal(string.Empty, FindWith("relative"));
        Assert.Equal(string.Empty, FindWith("/"));
    }

    [Fact]
    public void A_key_keeps_the_directory_it_was_made_in()
    {
        _ = FindWith(_directory.Path);
        var key = IpcKey.Legacy("share");
        _ = FindWith(null);

        Assert.StartsWith(_directory.Path + "/qipc_sharedmemory_share", key.NativeName, StringComparison.Ordinal);
        Assert.NotEqual(key, IpcKey.Legacy("share"));
    }

    private static string FindWith(string? value)
    {
        Environment.SetEnvironmentVariable(Variable, value);
        return TemporaryDirectory.Find();
    }
}
