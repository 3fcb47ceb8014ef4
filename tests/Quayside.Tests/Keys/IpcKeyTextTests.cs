// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Tests.Keys;

/// <summary>Qt's text form. The rows are those of Qt's own tests and what Qt 6.8.2 answered when it was asked.</summary>
public sealed class IpcKeyTextTests
{
    public static TheoryData<IpcKeyType, string, string> Names => KeyRows.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_key_has_Qts_text_form_and_is_read_from_it(IpcKeyType type, string name, string text)
    {
        var key = IpcKey.Native(name, type);

        Assert.Equal(text, key.ToString());
        Assert.Equal(key, IpcKey.Parse(text));
        Assert.True(IpcKey.Parse(text).IsValid);
    }

    [Theory]
    [InlineData(IpcKeyType.Posix, "/share", "posix:/share")]
    [InlineData(IpcKeyType.SystemV, "//tmp/x", "systemv:/%2Ftmp/x")]
    [InlineData((IpcKeyType)42, "/tmp/x", "systemv-42:/tmp/x")]
    [InlineData(IpcKeyType.Posix, "a b#c?d%41%", "posix:a b%23c%3Fd%2541%25")]
    [InlineData(IpcKeyType.Windows, @"Global\name", @"windows:Global\name")]
    [InlineData(IpcKeyType.Windows, "a:b", "windows:a:b")]
    [InlineData(IpcKeyType.Posix, "/a b#c?d:e", "posix:/a b%23c%3Fd:e")]
    [InlineData(IpcKeyType.Posix, "\0\u0001\u001F\u007F\u0085", "posix:%00%01%1F%7F\u0085")]
    [InlineData(IpcKeyType.Posix, "a&b=c;d+e[f]@\"<>^`{}|", "posix:a&b=c;d+e[f]@\"<>^`{}|")]
    [InlineData(IpcKeyType.Posix, "/../a/./b//c", "posix:/../a/./b//c")]
    [InlineData(IpcKeyType.InProcess, "//a?b", "inprocess:/%2Fa%3Fb")]
    public void Names_keep_all_but_what_a_URL_would_take_for_something_else(IpcKeyType type, string name, string text)
    {
        Assert.Equal(text, IpcKey.Native(name, type).ToString());
        Assert.Equal(name, IpcKey.Parse(text).NativeName);
    }

    [Theory]
    [InlineData("a&b=c;d", "a%26b%3Dc;d")]
    [InlineData("a?b#c", "a?b%23c")]
    [InlineData("%41", "%2541")]
    [InlineData("a+b c", "a+b c")]
    [InlineData("legacyKey=b", "legacyKey%3Db")]
    [InlineData("\u0001\u007F\u0085", "%01%7F\u0085")]
    [InlineData("\"<>\\^`{}|[]", "\"<>\\^`{}|[]")]
    public void Legacy_keys_keep_all_but_what_would_end_them(string legacyKey, string text)
    {
        var key = IpcKey.Legacy(legacyKey, IpcKeyType.Posix);

        Assert.EndsWith("?legacyKey=" + text, key.ToString(), StringComparison.Ordinal);
        Assert.Equal(key, IpcKey.Parse(key.ToString()));
        Assert.Equal(key.NativeLockName, IpcKey.Parse(key.ToString()).NativeLockName);
    }

    [Theory]
    [InlineData("systemv-81:/x", IpcKeyType.SystemV, "/x")]
    [InlineData("systemv-009:/x", (IpcKeyType)9, "/x")]
    [InlineData("systemv-0000255:", (IpcKeyType)255, "")]
    [InlineData("SYSTEMV-42:/x", (IpcKeyType)42, "/x")]
    [InlineData("POSIX:/x", IpcKeyType.Posix, "/x")]
    [InlineData("windowS:a", IpcKeyType.Windows, "a")]
    [InlineData("posix:%2f%66o%6f", IpcKeyType.Posix, "/foo")]
    [InlineData("posix:/%c3%A9", IpcKeyType.Posix, "/\u00E9")]
    [InlineData("posix:%F0%9F%98%80", IpcKeyType.Posix, "\U0001F600")]
    [InlineData("posix:/x#fragment", IpcKeyType.Posix, "/x")]
    [InlineData("posix:/x#fragment?query", IpcKeyType.Posix, "/x")]
    [InlineData("posix:/x?", IpcKeyType.Posix, "/x")]
    [InlineData("posix:/x?#", IpcKeyType.Posix, "/x")]
    [InlineData("posix:///x", IpcKeyType.Posix, "/x")]
    [InlineData("posix:////x", IpcKeyType.Posix, "//x")]
    [InlineData("posix://", IpcKeyType.Posix, "")]
    [InlineData("posix://@/x", IpcKeyType.Posix, "/x")]
    [InlineData("posix://:/x", IpcKeyType.Posix, "/x")]
    [InlineData("posix://@:/x", IpcKeyType.Posix, "/x")]
    [InlineData("posix: /x ", IpcKeyType.Posix, " /x ")]
    [InlineData("posix:\ta\n", IpcKeyType.Posix, "\ta\n")]
    [InlineData("posix:%00", IpcKeyType.Posix, "\0")]
    [InlineData("posix:%2541", IpcKeyType.Posix, "%41")]
    [InlineData("posix:%", IpcKeyType.Posix, "%")]
    [InlineData("posix:%4", IpcKeyType.Posix, "%4")]
    [InlineData("posix:%41%zz", IpcKeyType.Posix, "%41%zz")]
    [InlineData("posix:%FF", IpcKeyType.Posix, "\uFFFD")]
    [InlineData("posix:%c3%41", IpcKeyType.Posix, "\uFFFDA")]
    [InlineData("posix:%E2%82", IpcKeyType.Posix, "\uFFFD\uFFFD")]
    [InlineData("posix:%ED%A0%80", IpcKeyType.Posix, "\uFFFD\uFFFD\uFFFD")]
    [InlineData("inprocess:x", IpcKeyType.InProcess, "x")]
    public void A_text_is_read_as_tolerantly_as_Qt_reads_it(string text, IpcKeyType type, string name) =>
        Assert.Equal(IpcKey.Native(name, type), IpcKey.Parse(text));

    [Theory]
    [InlineData("posix:/x?legacyKey=a", "a")]
    [InlineData("posix:/x?legacyKey=a&", "a")]
    [InlineData("posix:/x?legacyKey=a&legacyKey=b", "b")]
    [InlineData("posix:/x?legacyKey=a&legacyKey=", null)]
    [InlineData("posix:/x?legacyKey", null)]
    [InlineData("posix:/x?legacyKey=", null)]
    [InlineData("posix:/x?legacy%4bey=a", "a")]
    [InlineData("posix:/x?legacyKey=a;legacyKey=b", "a;legacyKey=b")]
    [InlineData("posix:/x?legacyKey==", "=")]
    [InlineData("posix:/x?legacyKey=a?b", "a?b")]
    [InlineData("posix:/x?legacyKey=%26%3d+", "&=+")]
    [InlineData("posix:/x?legacyKey=%2541", "%41")]
    [InlineData("posix:/x?legacyKey=%41%zz", "%41%zz")]
    [InlineData("posix:/x?legacyKey=%zz&legacyKey=%41", "%41")]
    [InlineData("posix:/x?legacyKey=a#f", "a")]
    [InlineData("posix:/x#f?legacyKey=a", null)]
    public void The_legacy_key_is_the_last_item_of_the_query(string text, string? legacyKey)
    {
        var key = IpcKey.Parse(text);

        Assert.Equal("/x", key.NativeName);
        Assert.Equal(legacyKey, key.LegacyKey);
        Assert.Equal(legacyKey is null ? "/x" : IpcKey.Legacy(legacyKey, IpcKeyType.Posix).NativeLockName, key.NativeLockName);
    }

    [Theory]
    [InlineData("")]
    [InlineData("share")]
    [InlineData("/x")]
    [InlineData(":")]
    [InlineData(":posix")]
    [InlineData("posix:/x?bar")]
    [InlineData("posix:/x?bar#fragment")]
    [InlineData("posix:/x?LEGACYKEY=a")]
    [InlineData("posix:/x?legacyKey=a&b=c")]
    [InlineData("posix:/x?&legacyKey=a")]
    [InlineData("posix:/x?legacyKey=a&&legacyKey=b")]
    [InlineData("posix:/x?legacy%4bey=%zz")]
    [InlineData("posix:/x?=")]
    [InlineData("posix:/x?&")]
    [InlineData("posix://host/x")]
    [InlineData("posix://host")]
    [InlineData("posix://:80/x")]
    [InlineData("posix://user@/x")]
    [InlineData("posix://:@/x")]
    [InlineData("posix://[::1]/x")]
    [InlineData("posix://%20/x")]
    [InlineData("81")]
    [InlineData("-81")]
    [InlineData("81:")]
    [InlineData("invalidprefix:")]
    [InlineData("systemv255")]
    [InlineData("systemv42:")]
    [InlineData("systemv-:")]
    [InlineData("systemv--255:")]
    [InlineData("systemv+255")]
    [InlineData("systemv+42:")]
    [InlineData("systemv-+5:")]
    [InlineData("systemv- 5:")]
    [InlineData("systemv-5 :")]
    [InlineData("systemv-1e1:")]
    [InlineData("systemv-0x01:")]
    [InlineData("systemv-0:")]
    [InlineData("systemv-256")]
    [InlineData("systemv-256:")]
    [InlineData("systemv-32769:")]
    [InlineData("systemv-65537:")]
    [InlineData("systemv-2147483649:")]
    [InlineData("systemv-4294967297:")]
    [InlineData("systemv-\u0663:")]
    [InlineData(" posix:/x")]
    [InlineData("\tposix:/x")]
    [InlineData("posix :/x")]
    [InlineData("posix%3A/x")]
    [InlineData("po%73ix:/x")]
    [InlineData("po\u017Fix:/x")]
    [InlineData("\uFEFFposix:/x")]
    public void A_text_that_Qt_refuses_is_refused(string text) => AssertRefused(text);

    [Theory]
    [InlineData("systemv")]
    [InlineData("posix")]
    [InlineData("windows")]
    [InlineData("systemv-1")]
    [InlineData("systemv-255")]
    public void A_scheme_needs_its_colon_and_nothing_else_before_it(string scheme)
    {
        AssertRefused(scheme);
        AssertRefused(scheme + "junk");
        AssertRefused(scheme + "junk:");
        AssertRefused("junk:" + scheme + ":");
    }

    [Fact]
    public void A_key_without_a_mechanism_has_no_text_form()
    {
        Assert.Equal(string.Empty, default(IpcKey).ToString());
        Assert.Equal(string.Empty, IpcKey.Native("/x", IpcKeyType.Invalid).ToString());
        Assert.False(IpcKey.TryParse(null, out var key));
        Assert.Equal(default, key);
        Assert.Throws<ArgumentNullException>(() => IpcKey.Parse(null!));
    }

    [Fact]
    public void Texts_that_Qt_loses_on_the_way_come_back_whole()
    {
        // QNativeIpcKey::fromString gives "?" for a lone surrogate of a legacy key, and loses a byte order mark at its start.
        foreach (var text in new[] { "a\uD83D", "\uDE00", "\uFEFFshare" })
        {
            var key = IpcKey.Legacy(text, IpcKeyType.Posix);

            Assert.Equal(text, IpcKey.Parse(key.ToString()).LegacyKey);
        }

        // It gives three U+FFFD for a noncharacter behind percent signs.
        Assert.Equal("\uFFFE", IpcKey.Parse("posix:%EF%BF%BE").NativeName);
    }

    private static void AssertRefused(string text)
    {
        Assert.False(IpcKey.TryParse(text, out var key));
        Assert.Equal(default, key);
        Assert.Contains($"'{text}' is not the text form of a key", Assert.Throws<FormatException>(() => IpcKey.Parse(text)).Message, StringComparison.Ordinal);
    }
}
