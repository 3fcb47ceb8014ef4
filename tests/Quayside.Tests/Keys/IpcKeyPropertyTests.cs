// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using CsCheck;
using Quayside.Keys;

namespace Quayside.Tests.Keys;

/// <summary>What holds for keys of any text, lone surrogates and control characters included.</summary>
public sealed class IpcKeyPropertyTests
{
    // Characters that mean something in the text form come often enough to meet each other.
    private static readonly Gen<string> _texts =
        Gen.OneOf(Gen.Char, Gen.OneOf("%#?&=/:@\\ \0a4F".ToCharArray())).Array[0, 24].Select(units => new string(units));

    private static readonly Gen<IpcKeyType> _types = Gen.OneOf(
        Gen.Int[1, 255].Select(project => (IpcKeyType)project),
        Gen.OneOf(IpcKeyType.SystemV, IpcKeyType.Posix, IpcKeyType.Windows, IpcKeyType.InProcess));

    private static readonly Gen<IpcKey> _keys =
        from text in _texts
        from type in _types
        from kind in Gen.Int[0, 1]
        select kind == 0 ? IpcKey.Native(text, type) : IpcKey.Legacy(text, type);

    [Fact]
    public void What_is_written_is_read_back() => _keys.Sample(key =>
    {
        var read = IpcKey.Parse(key.ToString());

        Assert.Equal(key, read);
        Assert.Equal(key.GetHashCode(), read.GetHashCode());
        Assert.Equal(key.NativeLockName, read.NativeLockName);
        Assert.Equal(key.NativeSemaphoreName, read.NativeSemaphoreName);
    });

    [Fact]
    public void What_can_be_read_is_read_back_from_what_is_written() =>
        Gen.Select(Gen.OneOf(KeyRows.Schemes), _texts, (scheme, text) => $"{scheme.Scheme}:{text}").Sample(text =>
            !IpcKey.TryParse(text, out var key) || IpcKey.Parse(key.ToString()) == key);

    [Fact]
    public void Keys_of_different_texts_differ() => Gen.Select(_texts, _texts, _types).Sample((one, other, type) =>
        (one == other) == (IpcKey.Legacy(one, type) == IpcKey.Legacy(other, type))
        && (one == other) == (IpcKey.Native(one, type) == IpcKey.Native(other, type)));
}
