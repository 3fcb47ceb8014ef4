// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Internal;
using Quayside.Testing;

namespace Quayside.Imaging.Tests;

/// <summary>A peer truncates the file of a segment while this process reads or writes a picture there: an exception, and no SIGBUS.</summary>
public sealed class TruncatedSegmentTests : IDisposable
{
    private const int Side = 1024;

    private readonly IpcKey _key = IpcKey.Posix("/" + UniqueKey.Next("truncated").Replace(' ', '-'));
    private readonly SharedMemory _memory;
    private readonly int _size;

    public TruncatedSegmentTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere files of segments cannot be truncated.");
        _size = QtPicture.StoredSize(Side, Side, PixelFormat.Bgra);
        _memory = SharedMemory.Create(_key, _size);
    }

    public static TheoryData<int> Lengths => [0, 4096, 1 << 20];

    public void Dispose() => _memory.Dispose();

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Reading_a_stored_picture(int length) => Check(length, segment => QtPicture.Read(segment));

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Reading_stored_pixels(int length) => Check(length, segment => QtPicture.ReadPixels(segment));

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Writing_a_picture(int length)
    {
        var picture = QtPicture.FromPixels(Pixels().View, PictureCompression.Stored);
        Check(length, _ => picture.WriteTo(Span()));
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Writing_stored_pixels(int length) => Check(length, _ => QtPicture.WriteStored(Pixels().View, Span()));

    [Fact]
    public void Reading_a_compressed_picture()
    {
        var pixels = new SomePixels(PixelFormat.Bgra, IsOpaque: false, Side / 2, Side / 2, Side * 2, Seed: 1);
        var picture = QtPicture.FromPixels(pixels.View, PictureCompression.Fast);
        picture.WriteTo(Span());
        Truncate(8192);

        Assert.Equal(SharedMemoryError.InvalidSize, Assert.Throws<SharedMemoryException>(() => QtPicture.Read(Span())).Error);
    }

    private static SomePixels Pixels() => new(PixelFormat.Bgra, IsOpaque: false, Side, Side, Side * 4, Seed: 1);

    private void Check(int length, Action<ReadOnlySpan<byte>> use)
    {
        QtPicture.WriteStored(Pixels().View, Span());
        Truncate(length);

        var error = Assert.Throws<SharedMemoryException>(() => use(Span()));

        Assert.Equal(SharedMemoryError.InvalidSize, error.Error);
        Assert.Contains("shorter", error.Message, StringComparison.Ordinal);
    }

    private Span<byte> Span() => _memory.Pin().Slice(0, _size);

    private void Truncate(int length)
    {
        using var file = new FileStream("/dev/shm/" + _key.NativeName.TrimStart('/'), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.SetLength(length);
    }
}
