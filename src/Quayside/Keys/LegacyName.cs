// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Text;
using Quayside.Platform.Files;

namespace Quayside.Keys;

/// <summary>Qt's derivation of native names from a text (makePlatformSafeKey in Qt 4.4 to 6.5, legacyNativeKey since 6.6).</summary>
internal static class LegacyName
{
    /// <summary>How the last part of a memory's name begins.</summary>
    internal const string MemoryPrefix = "qipc_sharedmemory_";

    /// <summary>How the last part of a semaphore's name begins.</summary>
    internal const string SemaphorePrefix = "qipc_systemsem_";

    // Qt writes a lone surrogate as one question mark, where .NET would write the three bytes of U+FFFD.
    private static readonly Encoding _utf8 =
        Encoding.GetEncoding("utf-8", new EncoderReplacementFallback("?"), DecoderFallback.ExceptionFallback);

    /// <summary>Derives the names of a memory and of a semaphore, which is the memory's lock as well.</summary>
    /// <remarks>
    /// A prefix, the key's ASCII letters in order, and the SHA-1 of its UTF-8 form; on System V the path of a file of that name in Qt's
    /// temporary directory, on POSIX the name after a slash.
    /// </remarks>
    public static (string Memory, string Semaphore) Derive(string key, IpcKeyType type)
    {
        Span<byte> digest = stackalloc byte[Sha1.DigestSize];
        Sha1.Hash(_utf8.GetBytes(key), digest);
        var letters = Array.FindAll(key.ToCharArray(), char.IsAsciiLetter);
        var name = new string(letters) + Convert.ToHexStringLower(digest);
        var place = type switch
        {
            IpcKeyType.Posix => "/",
            IpcKeyType.Windows or IpcKeyType.InProcess => string.Empty,
            _ => TemporaryDirectory.Find() + "/",
        };
        return (place + MemoryPrefix + name, place + SemaphorePrefix + name);
    }
}
