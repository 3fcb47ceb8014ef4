// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Text;
using Quayside.Platform.Files;

namespace Quayside.Qt;

/// <summary>Qt's derivation of native names from a text (makePlatformSafeKey in Qt 4.4 to 6.5, legacyNativeKey since 6.6).</summary>
internal static class LegacyName
{
    private const string MemoryPrefix = "qipc_sharedmemory_";
    private const string LockPrefix = "qipc_systemsem_";

    // Qt writes a lone surrogate as one question mark, where .NET would write the three bytes of U+FFFD.
    private static readonly Encoding _utf8 =
        Encoding.GetEncoding("utf-8", new EncoderReplacementFallback("?"), DecoderFallback.ExceptionFallback);

    /// <summary>Derives the paths of the memory's and the lock's key files on System V.</summary>
    /// <remarks>Both are in Qt's temporary directory: a prefix, the key's ASCII letters in order, and the SHA-1 of its UTF-8 form.</remarks>
    public static (string Memory, string Lock) Derive(string key)
    {
        Span<byte> digest = stackalloc byte[Sha1.DigestSize];
        Sha1.Hash(_utf8.GetBytes(key), digest);
        var letters = Array.FindAll(key.ToCharArray(), char.IsAsciiLetter);
        var name = new string(letters) + Convert.ToHexStringLower(digest);
        var directory = TemporaryDirectory.Find();
        return (directory + "/" + MemoryPrefix + name, directory + "/" + LockPrefix + name);
    }
}
