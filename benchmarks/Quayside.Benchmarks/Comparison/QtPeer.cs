// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Benchmarks.Operations;
using Quayside.Testing;

namespace Quayside.Benchmarks.Comparison;

/// <summary>The Qt program that measures the same operations, one at a time when asked (benchmarks/qt/bench.cpp).</summary>
internal sealed class QtPeer : Peer
{
    private readonly PrivateDirectory _files = new();

    /// <summary>Starts the program.</summary>
    public QtPeer(string path)
        : this(path, UniqueKey.Next("quayside benchmark qt"))
    {
    }

    private QtPeer(string path, string key)
        : base(path, key)
    {
        Version = Ask("version");
        PictureKey = key + " picture";
        ForeignKey = PictureKey + " foreign";
    }

    /// <summary>Gets Qt's version.</summary>
    public string Version { get; }

    /// <summary>Gets the key under which it gives pictures.</summary>
    public string PictureKey { get; }

    /// <summary>Gets the key under which it takes pictures of another program.</summary>
    public string ForeignKey { get; private set; }

    /// <summary>Gets the number of bytes that the last picture took in the segment.</summary>
    public long StreamSize => long.Parse(Ask("stream-size"), CultureInfo.InvariantCulture);

    /// <summary>Gives Qt the picture to work with, and lets it make sure that its own way works.</summary>
    public void Load(SamplePicture picture)
    {
        LoadPixels(picture);
        _ = Ask("check");
        var png = _files["picture.png"];
        File.WriteAllBytes(png, picture.Png);
        _ = Ask($"file {png}");
    }

    /// <summary>Gives Qt the pixels alone.</summary>
    public void LoadPixels(SamplePicture picture)
    {
        var pixels = _files["pixels"];
        File.WriteAllBytes(pixels, picture.Pixels.GetPixelSpan());
        _ = Ask($"pixels {pixels} {picture.Pixels.Width} {picture.Pixels.Height}");
    }

    /// <summary>Lets it take pictures from under another key.</summary>
    public void TakeFrom(string key)
    {
        _ = Ask($"foreign {key}");
        ForeignKey = key;
    }

    /// <summary>Lets it take the other program's picture and compare it with its own.</summary>
    public void CheckForeign() => _ = Ask("check-foreign");

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        _files.Dispose();
    }
}
