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
        Assert.Equal([$"{folder}/qipc_sharedmemory_{name}", $"{folder}/qipc_systemsem_{name}"], result.Lines);
        Assert.Empty(_sandbox.Temporary.Names);
    }
}
