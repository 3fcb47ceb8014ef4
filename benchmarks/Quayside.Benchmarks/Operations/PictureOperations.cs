// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Imaging;
using Quayside.Testing;
using SkiaSharp;

namespace Quayside.Benchmarks.Operations;

/// <summary>A picture's way from one program to another: given under a key, taken from there, decoded.</summary>
public sealed class PictureOperations(SamplePicture picture) : IDisposable
{
    private readonly string _key = UniqueKey.Next("quayside benchmark picture");
    private SharedMemory? _given;

    /// <summary>Gets the number of bytes that the last picture took in the segment.</summary>
    public long StreamSize => _given?.Size ?? 0;

    /// <summary>Starts with pixels, which have to be encoded.</summary>
    public void Pass()
    {
        Give(QtPicture.FromPixels(picture.Pixels));
        using var taken = Take();
    }

    /// <summary>Starts with a PNG file, whose bytes go into the segment as they are.</summary>
    public void PassFile()
    {
        Give(QtPicture.FromEncoded(picture.Png));
        using var taken = Take();
    }

    /// <summary>Makes sure that what is measured works: the pixels arrive unchanged.</summary>
    public void Check()
    {
        Pass();
        using var taken = Take();
        if (!taken.GetPixelSpan().SequenceEqual(picture.Pixels.GetPixelSpan()))
        {
            throw new InvalidOperationException("The picture arrived changed.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _given?.Dispose();

    private void Give(QtPicture given)
    {
        // Detach, then create, because that is what the Qt program does.
        _given?.Dispose();
        _given = SharedMemory.Create(_key, given.StreamSize);
        using var held = _given.Lock();
        _ = given.WriteTo(held.Span);
    }

    private SKBitmap Take()
    {
        QtPicture? taken;
        using (var memory = SharedMemory.Attach(_key, SharedMemoryAccess.ReadOnly))
        {
            using var held = memory.Lock();
            taken = QtPicture.Read(held.ReadOnlySpan);
        }

        return taken?.Decode() ?? throw new InvalidOperationException("No picture arrived.");
    }
}
