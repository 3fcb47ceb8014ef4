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

    /// <summary>Gets the path of the memory's key file on System V.</summary>
    public static string OfMemory(string key) => TemporaryDirectory.Find() + "/" + Derive(MemoryPrefix, key);

    /// <summary>Gets the path of the lock's key file on System V.</summary>
    public static string OfLock(string key) => TemporaryDirectory.Find() + "/" + Derive(LockPrefix, key);

    /// <summary>Gets the prefix, the key's ASCII letters in order, and the SHA-1 of its UTF-8 form in lower-case hexadecimal digits.</summary>
    private static string Derive(string prefix, string key)
    {
        Span<byte> digest = stackalloc byte[Sha1.DigestSize];
        Sha1.Hash(_utf8.GetBytes(key), digest);
        return prefix + string.Concat(key.Where(char.IsAsciiLetter)) + Convert.ToHexStringLower(digest);
    }
}
