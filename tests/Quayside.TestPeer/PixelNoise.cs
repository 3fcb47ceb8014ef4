// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.TestPeer;

/// <summary>Pixels of noise that the Qt peers make in the same way (tests/peers/qt/pixels.cpp), in the formats that both name alike.</summary>
internal static class PixelNoise
{
    /// <summary>Gets the words for the formats: those of PixelFormat, and two whose alpha counts for nothing.</summary>
    public static IReadOnlyList<string> Formats { get; } =
        ["Bgra", "BgraPremultiplied", "Bgrx", "Rgba", "RgbaPremultiplied", "Rgbx", "Rgb24", "Gray8", "Gray16"];

    /// <summary>Gets the format of this library that a word stands for.</summary>
    public static PixelFormat FormatOf(string word) => Enum.Parse<PixelFormat>(word.Replace("x", "a", StringComparison.Ordinal));

    /// <summary>Gets whether alpha counts for nothing.</summary>
    public static bool IsOpaque(string word) => word.EndsWith('x');

    /// <summary>Gets the number of bytes of a pixel.</summary>
    public static int BytesOf(string word) => word switch { "Gray8" => 1, "Gray16" => 2, "Rgb24" => 3, _ => 4 };

    /// <summary>Makes pixels, gaps included.</summary>
    public static byte[] Make(string word, int stride, int height, uint seed)
    {
        var bytes = new byte[stride * height];
        for (var i = 0; i < bytes.Length; i++)
        {
            seed = unchecked((seed * 1664525) + 1013904223);
            bytes[i] = (byte)(seed >> 24);
        }

        if (word.EndsWith("Premultiplied", StringComparison.Ordinal))
        {
            Premultiply(bytes);
        }

        return bytes;
    }

    // One pixel in five is transparent, one is opaque.
    private static void Premultiply(byte[] bytes)
    {
        for (var i = 0; i + 4 <= bytes.Length; i += 4)
        {
            var alpha = (i / 4 % 5) switch { 0 => 0, 1 => 255, _ => bytes[i + 3] };
            bytes[i + 3] = (byte)alpha;
            for (var colour = i; colour < i + 3; colour++)
            {
                bytes[colour] = (byte)(bytes[colour] * alpha / 255);
            }
        }
    }
}
