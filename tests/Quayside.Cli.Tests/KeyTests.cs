// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Cli.Tests;

/// <summary><c>key</c> prints what Qt calls the same key.</summary>
public sealed class KeyTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData("share", "shareaab90dfe8c6f152a4fb071f5f4f9df804626e6ab")]
    [InlineData("头像/1", "5180afc6afc408793e2e8daa6b82f1994d8dc1f9")]
    [InlineData("QSharedMemoryExample", "QSharedMemoryExampleff77196351dd7c1c8f79461ad32f21726fe31f5b")]
    [InlineData("key1", "key1073ab6cda4b991cd29f9e83a307f34004ae9327")]
    [InlineData("Nol", "Nol48ec124f85b2a18e06f1729acc335f760d458771")]
    [InlineData("Nël", "Nl5d03759e1378dd3c7a1342de77476696f93518f6")]
    [InlineData(@"Global\x", "Globalx117baa371cf116dbf6f318a429a63c6c57885dce")]
    [InlineData("/sometext", "sometextecfbdf0f21d97ac8ff2823501a02e75ede4e73c5")]
    [InlineData("a😀", "a6557926fc49d5263a35479e7c4ac5218786409be")]
    [InlineData("42", "92cfceb39d57d914ed8b14d0e37643de0797ae56")]
    [InlineData("@share", "share690948ac10f4811f08b6f8e17ccf51345d7e29ef")]
    public void Key_prints_the_native_keys_of_segment_and_lock(string key, string name)
    {
        var result = _sandbox.Run("key", key);

        Assert.Equal(0, result.ExitCode);
        var folder = _sandbox.Temporary.Path;
        Assert.Equal([$"{folder}/qipc_sharedmemory_{name}", $"{folder}/qipc_systemsem_{name}"], result.Lines[..2]);
        Assert.Empty(_sandbox.Temporary.Names);
    }

    [Fact]
    public void The_third_line_is_Qts_text_form_and_names_the_same_key()
    {
        var result = _sandbox.Run("key", "a?b");

        Assert.Equal($"systemv:{result.Lines[0]}?legacyKey=a?b", result.Lines[2]);
        Assert.Equal(result.Lines, _sandbox.Run("key", result.Lines[2]).Lines);
    }

    [Theory]
    [InlineData("posix", "/qipc_sharedmemory_", "/qipc_systemsem_", "posix:/qipc_sharedmemory_")]
    [InlineData("windows", "qipc_sharedmemory_", "qipc_systemsem_", "windows:qipc_sharedmemory_")]
    public void Type_derives_the_names_as_for_that_mechanism(string type, string memory, string semaphore, string text)
    {
        const string Name = "shareaab90dfe8c6f152a4fb071f5f4f9df804626e6ab";

        Assert.Equal([memory + Name, semaphore + Name, $"{text}{Name}?legacyKey=share"], _sandbox.Run("key", "share", "--type", type).Lines);
    }

    [Fact]
    public void Type_can_be_a_project_id_of_System_V() =>
        Assert.StartsWith("systemv-84:/", _sandbox.Run("key", "share", "--type", "systemv-84").Lines[2]);

    [Theory]
    [InlineData("posix:/x", "/x", "/x")]
    [InlineData("POSIX:/x", "/x", "/x")]
    [InlineData("systemv:/tmp/a%20b", "/tmp/a b", "/tmp/a b")]
    [InlineData("systemv-84:/tmp/x", "/tmp/x", "/tmp/x")]
    [InlineData(@"windows:Global\x", @"Global\x", @"Global\x_sem")]
    public void A_key_in_Qts_text_form_is_a_native_key(string key, string memory, string semaphore) =>
        Assert.Equal([memory, semaphore], _sandbox.Run("key", key).Lines[..2]);

    [Theory]
    [InlineData("legacy:posix:/x", "posix:/x")]
    [InlineData("legacy:legacy:x", "legacy:x")]
    [InlineData("legacy:share", "share")]
    [InlineData("inprocess:x", "inprocess:x")]
    [InlineData("http://x", "http://x")]
    [InlineData("systemv-256:x", "systemv-256:x")]
    [InlineData("posix", "posix")]
    public void Any_other_text_is_a_legacy_key_and_so_is_what_follows_legacy(string key, string text) =>
        Assert.EndsWith("?legacyKey=" + text, _sandbox.Run("key", key).Lines[2]);

    [Theory]
    [InlineData("posix://host/x")]
    [InlineData("posix:/x?lagacyKey=share")]
    [InlineData("posix:")]
    [InlineData("legacy:")]
    [InlineData("posix:/x", "--type", "systemv")]
    [InlineData("share", "--type", "systemv-256")]
    [InlineData("share", "--type", "inprocess")]
    [InlineData("share", "--type", "posix:")]
    public void A_wrong_key_or_type_is_a_fault_of_usage(params string[] arguments)
    {
        var result = _sandbox.Run(["key", .. arguments]);

        Assert.Equal(64, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Single(result.Errors.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void A_program_with_the_text_form_meets_one_with_the_legacy_key()
    {
        var text = _sandbox.Run("key", _sandbox.Key).Lines[2];
        var holder = _sandbox.Start("put", text, _sandbox.File("in", [1, 2, 3]));

        Assert.StartsWith($"holding {_sandbox.Key} (3 bytes) ", holder.Read());
        Assert.Equal([1, 2, 3], _sandbox.Run("get", _sandbox.Key).Output);
    }

    [Fact]
    public void A_holder_shows_its_key_as_it_can_be_given()
    {
        var file = _sandbox.File("in", [1]);

        Assert.StartsWith($"holding legacy:posix:{_sandbox.Key} (1 bytes)", _sandbox.Start("put", $"legacy:posix:{_sandbox.Key}", file).Read());
        Assert.StartsWith(
            $"holding systemv-84:{_sandbox.Temporary["x"]} (1 bytes)", _sandbox.Start("put", $"SystemV-084:{_sandbox.Temporary["x"]}", file).Read());
    }

    [Fact]
    public void A_key_of_another_system_can_be_looked_at_but_not_opened()
    {
        var result = _sandbox.Run("get", "windows:x");

        Assert.Equal(64, result.ExitCode);
        Assert.Contains("this system has no such objects", result.Errors);
        Assert.Equal(0, _sandbox.Run("key", "windows:x").ExitCode);
    }
}
