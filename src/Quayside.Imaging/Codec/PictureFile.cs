// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Imaging.Codec;

/// <summary>Reads a picture's file, and no more of it than allowed.</summary>
internal static class PictureFile
{
    private const int BlockSize = 1 << 16;

    /// <summary>Reads the whole file.</summary>
    /// <exception cref="PictureFormatException">The path is a directory's, or the file has more bytes than allowed.</exception>
    /// <exception cref="IOException">The file cannot be read, or is not there.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static ReadOnlyMemory<byte> Read(string path, PictureLimits limits)
    {
        if (Directory.Exists(path))
        {
            throw new PictureFormatException("This is a directory. Choose a picture in it.");
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        limits.CheckEncoded(file.CanSeek ? file.Length : 0);

        // The length is a promise at most: files grow, and those of /proc and /dev say 0.
        using var content = new MemoryStream();
        var block = new byte[BlockSize];
        int count;
        while ((count = file.Read(block)) > 0)
        {
            limits.CheckEncoded(content.Length + count);
            content.Write(block.AsSpan(0, count));
        }

        return content.GetBuffer().AsMemory(0, (int)content.Length);
    }
}
