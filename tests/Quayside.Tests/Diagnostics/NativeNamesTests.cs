// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Diagnostics;
using Quayside.Diagnostics.Inventory;

namespace Quayside.Tests.Diagnostics;

/// <summary>What can be read back from native names.</summary>
public sealed class NativeNamesTests
{
    private static readonly IpcKey _mixed = IpcKey.Legacy("song 12");

    [Fact]
    public void A_key_of_letters_is_found_by_its_name()
    {
        var key = IpcKey.Legacy("share");

        Assert.Equal(key, NativeNames.KeyOf(key.NativeName, key.Type));
        Assert.Equal(key, NativeNames.KeyOfLock(key.NativeLockName, key.Type));
    }

    [Theory]
    [InlineData(IpcKeyType.SystemV)]
    [InlineData(IpcKeyType.Posix)]
    public void Of_another_key_the_letters_and_the_lock_are_found(IpcKeyType type)
    {
        var key = IpcKey.Legacy("song 12", type);

        var found = NativeNames.KeyOf(key.NativeName, type);

        Assert.Null(found.LegacyKey);
        Assert.Equal(key.NativeName, found.NativeName);
        Assert.Equal(key.NativeLockName, found.NativeLockName);
        Assert.Equal("song", NativeNames.LettersOf(key.NativeName));
        Assert.Equal(found, NativeNames.KeyOfLock(key.NativeLockName, type));
    }

    [Fact]
    public void A_native_key_has_no_letters_and_its_own_lock()
    {
        Assert.Null(NativeNames.LettersOf("/share"));
        Assert.Equal(IpcKey.Posix("/share"), NativeNames.KeyOf("/share", IpcKeyType.Posix));
    }

    [Fact]
    public void A_native_name_that_somebody_typed_gets_the_lock_of_its_text() =>
        Assert.Equal(_mixed.NativeLockName, NativeNames.Complete(IpcKey.SystemV(_mixed.NativeName)).NativeLockName);

    [Theory]
    [InlineData(".4711.0", true)]
    [InlineData(".4711.0badcafe", true)]
    [InlineData(".4711.x", false)]
    [InlineData(".4711", false)]
    [InlineData(".x.0", false)]
    [InlineData("", false)]
    public void Temporary_names_end_with_a_process_and_something_random(string ending, bool expected)
    {
        Assert.Equal(expected, NativeNames.IsTemporary(_mixed.NativeName + ending, out var process));
        Assert.Equal(expected ? 4711 : 0, process);
        Assert.False(NativeNames.IsKeyFile(_mixed.NativeName + ".4711.0"));
    }
}
