// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Tests.Keys;

public sealed class IpcKeyTests
{
    [Fact]
    public void A_string_is_the_legacy_key_of_System_V()
    {
        IpcKey key = "share";

        Assert.Equal(IpcKey.Legacy("share"), key);
        Assert.Equal(IpcKeyType.SystemV, key.Type);
        Assert.Equal('Q', (char)key.Type);
        Assert.Equal("share", key.LegacyKey);
        Assert.Equal("share", key.Display);
        Assert.EndsWith("qipc_sharedmemory_shareaab90dfe8c6f152a4fb071f5f4f9df804626e6ab", key.NativeName, StringComparison.Ordinal);
        Assert.EndsWith("qipc_systemsem_shareaab90dfe8c6f152a4fb071f5f4f9df804626e6ab", key.NativeLockName, StringComparison.Ordinal);
        Assert.False(key.IsEmpty);
    }

    // The rows of Qt's own uniqueKey test.
    [Theory]
    [InlineData("key", "key", true)]
    [InlineData("key1", "key1", true)]
    [InlineData("key", "key1", false)]
    [InlineData("ke1y", "key1", false)]
    [InlineData("key1", "key2", false)]
    [InlineData("Noël", "Nol", false)]
    public void Two_texts_are_one_key_if_and_only_if_they_are_equal(string one, string other, bool equal)
    {
        var (left, right) = (IpcKey.Legacy(one), IpcKey.Legacy(other));

        Assert.Equal(equal, left == right);
        Assert.Equal(!equal, left != right);
        Assert.Equal(equal, left.Equals((object)right));
        Assert.Equal(equal, left.NativeName == right.NativeName);
        Assert.Equal(equal, left.NativeLockName == right.NativeLockName);
        Assert.True(!equal || left.GetHashCode() == right.GetHashCode());
    }

    [Fact]
    public void An_empty_key_names_nothing()
    {
        var empty = IpcKey.Legacy(string.Empty);

        Assert.True(empty.IsEmpty);
        Assert.Equal(string.Empty, empty.NativeName);
        Assert.Equal(string.Empty, empty.NativeLockName);
        Assert.NotEqual(default, empty);
    }

    [Fact]
    public void The_default_key_has_no_mechanism()
    {
        IpcKey key = default;

        Assert.True(key.IsEmpty);
        Assert.Equal(IpcKeyType.Invalid, key.Type);
        Assert.Null(key.LegacyKey);
        Assert.Equal(string.Empty, key.ToString());
        Assert.False(key.Equals("share"));
    }

    [Fact]
    public void No_key_can_be_made_of_null() => Assert.Throws<ArgumentNullException>(() => IpcKey.Legacy(null!));
}
