// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Interop.Tests.Peers;
using Quayside.TestPeer;

namespace Quayside.Interop.Tests.NativeKeys;

/// <summary>What programs make of native keys, and of keys they are to make native: Quayside says what Qt 6.8 says.</summary>
public class NativeKeyTextTests
{
    private static readonly string[] _makingVerbs = ["platformsafekey", "legacynativekey", "sem-platformsafekey", "sem-legacynativekey"];
    private static readonly string[] _supportVerbs = ["iskeytypesupported", "sem-iskeytypesupported"];

    // Not Windows (0x101): there Qt makes nothing on other systems, and Quayside the name that a Windows program would have.
    private static readonly int[] _types = [1, 42, 0x51, 255, 0x100];

    /// <summary>Gets keys, as <c>\uXXXX</c> where a test's name would not keep them.</summary>
    public static TheoryData<string> Texts =>
    [
        "share", "", "头像/1", "/x", "//x", "a b#c?d%41%", "Local\\x", "Global\\x", "line\nbreak", "a\\u0000b", "\\ud800 alone", "a?legacyKey=b",
    ];

    /// <summary>Gets text forms that Qt takes.</summary>
    public static TheoryData<string> Forms =>
    [
        "posix:/share", "posix:", "POSIX:/x", "posix:///x", "posix:%2f%66o%6f", "posix:a b%23c%3Fd%2541%25", "posix:/x#fragment", "posix:/x?",
        "posix:/n?legacyKey=share", "posix:/n?legacyKey=a&legacyKey=b", "posix:/x?legacyKey=a%23b%25",
        "systemv:/tmp/x", "systemv:/%2Ftmp/x", "systemv-42:/tmp/x", "systemv-081:/tmp/x",
    ];

    /// <summary>Gets texts that are no text form of a key.</summary>
    public static TheoryData<string> BadForms =>
    [
        "posix:/n?other=1", "posix://host/x", "systemv-0:/x", "systemv-256:/x", "systemv42:/x", "systemv+42:/x", "unknown:/x", "nocolon", " posix:/x", "",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Every_program_makes_the_same_native_keys_of_a_key(string escapedKey)
    {
        var key = System.Text.RegularExpressions.Regex.Replace(
            escapedKey, @"\\u(....)", unit => ((char)Convert.ToInt32(unit.Groups[1].Value, 16)).ToString());
        AssertAllAnswerTheSame(
            from verb in _makingVerbs
            from type in _types
            select $"{verb} {Wire.Show(key)} {type}");
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Every_program_reads_the_same_from_a_text_form(string form) =>
        AssertAllAnswerTheSame([$"new A {Wire.ShowNativeKey(form)}", "nativeipckey A", "nativekey A", "key A"]);

    [Theory]
    [MemberData(nameof(BadForms))]
    public void A_text_that_is_no_text_form_is_no_key_to_any_program(string form)
    {
        using var world = new PeerWorld();
        Assert.All(NativeKeyPairs.Programs, program => Assert.Null(world.Start(program).NewNative(form).NativeKey));
    }

    [Fact]
    public void Every_program_says_the_same_of_the_types_it_supports() =>
        AssertAllAnswerTheSame(
            from verb in _supportVerbs
            from type in _types
            select $"{verb} {type}");

    [Theory]
    [MemberData(nameof(NativeKeyPairs.Kinds), MemberType = typeof(NativeKeyPairs))]
    public void An_object_with_a_native_key_tells_it_back(KeyKind kind)
    {
        using var world = new PeerWorld();
        foreach (var program in NativeKeyPairs.Programs)
        {
            var memory = world.Start(program).NewNative(world.NativeKey(kind));
            Assert.Equal(world.NativeKey(kind), memory.NativeIpcKey);
            Assert.Equal(kind == KeyKind.PosixLegacy ? world.Word : null, memory.Key);
            Assert.Equal(world.NativeKey(kind).Split(':', '?')[1], memory.NativeKey);
        }
    }

    private static void AssertAllAnswerTheSame(IEnumerable<string> commands)
    {
        using var world = new PeerWorld();
        var peers = NativeKeyPairs.Programs.Select(world.Start).ToList();
        foreach (var command in commands)
        {
            var answers = peers.Select(peer => $"{command}: {peer.Ask(command)}").ToList();
            Assert.All(answers, answer => Assert.Equal(answers[^1], answer));
        }
    }
}
