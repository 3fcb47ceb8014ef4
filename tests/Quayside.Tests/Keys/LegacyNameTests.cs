// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Keys;
using Quayside.Platform.Files;
using Quayside.Qt;

namespace Quayside.Tests.Keys;

public sealed class LegacyNameTests
{
    [Theory]
    [InlineData("share", "shareaab90dfe8c6f152a4fb071f5f4f9df804626e6ab")]
    [InlineData("头像/1", "5180afc6afc408793e2e8daa6b82f1994d8dc1f9")]
    [InlineData("QSharedMemoryExample", "QSharedMemoryExampleff77196351dd7c1c8f79461ad32f21726fe31f5b")]
    [InlineData("key1", "key1073ab6cda4b991cd29f9e83a307f34004ae9327")]
    [InlineData("Nol", "Nol48ec124f85b2a18e06f1729acc335f760d458771")]
    [InlineData("Nël", "Nl5d03759e1378dd3c7a1342de77476696f93518f6")]
    [InlineData("Global\\x", "Globalx117baa371cf116dbf6f318a429a63c6c57885dce")]
    [InlineData("/sometext", "sometextecfbdf0f21d97ac8ff2823501a02e75ede4e73c5")]
    [InlineData("a😀", "a6557926fc49d5263a35479e7c4ac5218786409be")]
    [InlineData("42", "92cfceb39d57d914ed8b14d0e37643de0797ae56")]
    [InlineData("a\0b", "ab4a3dec2d1f8245280855c42db0ee4239f917fdb8")]
    public void A_key_gives_the_name_that_Qt_gives_it(string key, string name) => AssertName(name, key);

    [Fact]
    public void A_lone_surrogate_counts_as_one_question_mark()
    {
        // Not theory rows: such texts do not survive the way through a test's display name. The digests are of "a?", "a?b" and "??".
        AssertName("a140f5165095534d80b44bbc5c1ee570fb7af2755", "a\uD83D");
        AssertName("abc644e1a4ff342fc6853ca057c84ae4b022c8678d", "a\uDE00b");
        AssertName("16c8f8ac7b57bd5b58b41327228e3fa21201db68", "\uDE00\uD83D");
    }

    private static void AssertName(string name, string key)
    {
        var directory = TemporaryDirectory.Find();

        Assert.Equal(($"{directory}/qipc_sharedmemory_{name}", $"{directory}/qipc_systemsem_{name}"), LegacyName.Derive(key, IpcKeyType.SystemV));
    }
}
