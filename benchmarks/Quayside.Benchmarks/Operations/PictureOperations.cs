// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Imaging;
using Quayside.Internal;
using SkiaSharp;

namespace Quayside.Benchmarks.Operations;

/// <summary>A picture's way from one program to another: given under a key, taken from there, decoded.</summary>
/// <param name="picture">The picture.</param>
/// <param name="key">The key under which it is given.</param>
/// <param name="foreignKey">The key under which the other program gives it.</param>
public sealed class PictureOperations(SamplePicture picture, string key, string foreignKey) : IDisposable
{
    private SharedMemory? _given;

    /// <summary>Gets the number of bytes that the last picture took in the segment.</summary>
    public long StreamSize => _given?.Size ?? 0;

    /// <summary>Starts with pixels, which go into the segment as they are.</summary>
    public void Pass()
    {
        Give();
        using var taken = Take(key);
    }

    /// <summary>Starts with pixels, which are compressed.</summary>
    public void Pass(PictureCompression compression)
    {
        Give(compression);
        using var taken = Take(key);
    }

    /// <summary>Starts with a PNG file, whose bytes go into the segment as they are.</summary>
    public void PassFile()
    {
        Give(QtPicture.FromEncoded(picture.Png));
        using var taken = Take(key);
    }

    /// <summary>Gives the pixels as they are.</summary>
    public void Give() => Give(
        QtPicture.StoredSize(PixelView.Of(picture.Pixels)), segment => QtPicture.WriteStored(PixelView.Of(picture.Pixels), segment));

    /// <summary>Gives the pixels compressed.</summary>
    public void Give(PictureCompression compression) => Give(QtPicture.FromPixels(picture.Pixels, compression));

    /// <summary>Takes a picture.</summary>
    public static SKBitmap Take(string from)
    {
        using var memory = SharedMemory.Attach(from, SharedMemoryAccess.ReadOnly);
        using var held = memory.Lock();
        return QtPicture.ReadPixels(held.ReadOnlySpan) ?? throw new InvalidOperationException("No picture arrived.");
    }

    /// <summary>Takes what the other program gives.</summary>
    public void TakeForeign() => Take(foreignKey).Dispose();

    /// <summary>Makes sure that what is measured works: the pixels arrive unchanged.</summary>
    public void Check()
    {
        foreach (var compression in Enum.GetValues<PictureCompression>())
        {
            Give(compression);
            Check(key);
        }

        Give();
        Check(key);
    }

    /// <summary>Makes sure of it where the other program gives.</summary>
    public void CheckForeign() => Check(foreignKey);

    /// <inheritdoc/>
    public void Dispose() => _given?.Dispose();

    private void Give(QtPicture given) => Give(given.StreamSize, segment => given.WriteTo(segment));

    private void Give(int size, Action<Span<byte>> write)
    {
        // Detach, then create, because that is what the Qt program does.
        _given?.Dispose();
        _given = SharedMemory.Publish(key, size, write);
    }

    private void Check(string from)
    {
        using var taken = Take(from);
        if (!taken.GetPixelSpan().SequenceEqual(picture.Pixels.GetPixelSpan()))
        {
            throw new InvalidOperationException("The picture arrived changed.");
        }
    }
}
