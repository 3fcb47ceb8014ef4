// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Tests.Keys;

public sealed class IpcKeyTests
{
    public static TheoryData<IpcKeyType, string, string> LegacyRows => new(
        from type in new[] { IpcKey.DefaultType, IpcKey.LegacyDefaultType }
        from text in KeyRows.Texts
        select (type, text.Name, text.AsLegacyKey));

    [Fact]
    public void A_string_is_the_legacy_key_of_the_systems_default()
    {
        IpcKey key = "share";

        Assert.Equal(IpcKey.Legacy("share"), key);
        Assert.Equal(IpcKey.Legacy("share", IpcKey.LegacyDefaultType), key);
        Assert.Equal("share", key.LegacyKey);
        Assert.Equal("share", key.Display);
        Assert.EndsWith("qipc_sharedmemory_shareaab90dfe8c6f152a4fb071f5f4f9df804626e6ab", key.NativeName, StringComparison.Ordinal);
        Assert.EndsWith("qipc_systemsem_shareaab90dfe8c6f152a4fb071f5f4f9df804626e6ab", key.NativeLockName, StringComparison.Ordinal);
        Assert.False(key.IsEmpty);
        Assert.True(key.IsValid);
    }

    [Fact]
    public void The_defaults_are_those_of_Qt_on_this_system()
    {
        var onWindows = OperatingSystem.IsWindows();

        Assert.Equal(onWindows ? IpcKeyType.Windows : IpcKeyType.Posix, IpcKey.DefaultType);
        Assert.Equal(onWindows ? IpcKeyType.Windows : IpcKeyType.SystemV, IpcKey.LegacyDefaultType);
        Assert.Equal(IpcKey.PlatformSafe("x", IpcKey.DefaultType), IpcKey.PlatformSafe("x"));
    }

    [Fact]
    public void The_numbers_of_the_types_are_those_of_Qt()
    {
        Assert.Equal('Q', (char)IpcKeyType.SystemV);
        Assert.Equal(0, (int)IpcKeyType.Invalid);
        Assert.Equal(0x100, (int)IpcKeyType.Posix);
        Assert.Equal(0x101, (int)IpcKeyType.Windows);
    }

    [Theory]
    [InlineData(0, false, false)]
    [InlineData(1, true, false)]
    [InlineData(0x51, true, false)]
    [InlineData(255, true, false)]
    [InlineData(0x100, true, false)]
    [InlineData(0x101, false, true)]
    [InlineData(0x102, false, false)]
    [InlineData(0x200, true, true)]
    [InlineData(-1, false, false)]
    public void Types_are_supported_where_their_mechanism_is(int type, bool onLinux, bool onWindows) =>
        Assert.Equal(OperatingSystem.IsWindows() ? onWindows : onLinux, IpcKey.IsTypeSupported((IpcKeyType)type));

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
    public void Keys_are_equal_when_type_name_and_legacy_key_are()
    {
        var key = IpcKey.Native("dummy", IpcKey.DefaultType);

        Assert.Equal(IpcKey.Native("dummy", IpcKey.DefaultType), key);
        Assert.Equal(IpcKey.Native("dummy", IpcKey.DefaultType).GetHashCode(), key.GetHashCode());
        Assert.NotEqual(IpcKey.Native("", IpcKey.DefaultType), key);
        Assert.NotEqual(IpcKey.Native("dummy2", IpcKey.DefaultType), key);
        Assert.NotEqual(IpcKey.Native("dummy", IpcKeyType.Invalid), key);
        Assert.NotEqual(IpcKey.Native("dummy", (IpcKeyType)84), key);
        Assert.NotEqual(default, IpcKey.Native("", IpcKey.DefaultType));
        Assert.NotEqual(default, IpcKey.Native("dummy", IpcKeyType.Invalid));
        Assert.Equal(default, IpcKey.Native("", IpcKeyType.Invalid));
    }

    [Fact]
    public void A_native_name_made_a_key_again_is_another_key_than_the_legacy_one_with_the_same_hash()
    {
        var legacy = IpcKey.Legacy("share", IpcKeyType.Posix);
        var native = IpcKey.Native(legacy.NativeName, legacy.Type);

        Assert.NotEqual(legacy, native);
        Assert.Equal(legacy.GetHashCode(), native.GetHashCode());
        Assert.Null(native.LegacyKey);
    }

    [Theory]
    [MemberData(nameof(LegacyRows))]
    public void A_legacy_key_is_in_the_text_form_and_comes_back(IpcKeyType type, string legacyKey, string encoded)
    {
        var key = IpcKey.Legacy(legacyKey, type);
        var text = key.ToString();

        Assert.Equal(type, key.Type);
        Assert.Equal(legacyKey.Length == 0 ? null : legacyKey, key.LegacyKey);
        Assert.Equal(key, IpcKey.Parse(text));
        Assert.EndsWith(legacyKey.Length == 0 ? ":" : "?legacyKey=" + encoded, text, StringComparison.Ordinal);
    }

    [Fact]
    public void People_know_a_key_by_the_text_it_was_derived_from_else_by_its_text_form()
    {
        Assert.Equal("a?b", IpcKey.Legacy("a?b").Display);
        Assert.Equal("posix:/a%3Fb", IpcKey.Posix("/a?b").Display);
    }

    [Fact]
    public void The_default_key_has_no_mechanism()
    {
        IpcKey key = default;

        Assert.True(key.IsEmpty);
        Assert.False(key.IsValid);
        Assert.Equal(IpcKeyType.Invalid, key.Type);
        Assert.Equal((string.Empty, string.Empty, string.Empty), (key.NativeName, key.NativeLockName, key.NativeSemaphoreName));
        Assert.Null(key.LegacyKey);
        Assert.False(key.Equals("share"));
    }

    [Fact]
    public void A_native_name_may_be_kept_without_a_mechanism()
    {
        var key = IpcKey.Native("/x", IpcKeyType.Invalid);

        Assert.False(key.IsValid);
        Assert.False(key.IsEmpty);
        Assert.Equal("/x", key.NativeName);
    }

    [Fact]
    public void No_key_can_be_made_of_null()
    {
        Assert.Throws<ArgumentNullException>(() => IpcKey.Legacy(null!));
        Assert.Throws<ArgumentNullException>(() => IpcKey.PlatformSafe(null!));
        Assert.Throws<ArgumentNullException>(() => IpcKey.Posix(null!));
        Assert.Throws<ArgumentNullException>(() => (IpcKey)(string)null!);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(256 + 2)]
    [InlineData(0x201)]
    public void No_key_can_be_made_of_a_number_that_is_no_type(int number)
    {
        var type = (IpcKeyType)number;

        Assert.Contains("project id of System V from 1 to 255", Assert.Throws<ArgumentOutOfRangeException>(() => IpcKey.Native("x", type)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => IpcKey.Legacy("x", type));
        Assert.Throws<ArgumentOutOfRangeException>(() => IpcKey.PlatformSafe("x", type));
    }

    [Fact]
    public void Nothing_is_derived_without_a_mechanism()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => IpcKey.Legacy("x", IpcKeyType.Invalid));
        Assert.Throws<ArgumentOutOfRangeException>(() => IpcKey.PlatformSafe("x", IpcKeyType.Invalid));
        Assert.Throws<ArgumentOutOfRangeException>(() => IpcKey.SystemV("/x", project: 0));
    }
}
