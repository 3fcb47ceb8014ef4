// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Benchmarks.Operations;
using Quayside.Testing;

namespace Quayside.Benchmarks.Comparison;

/// <summary>The Qt program that measures the same operations, one at a time when asked (benchmarks/qt/bench.cpp).</summary>
internal sealed class QtPeer : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    private readonly PrivateDirectory _files = new();
    private readonly ChildProcess _process;

    /// <summary>Starts the program.</summary>
    public QtPeer(string path)
    {
        _process = ChildProcess.Start(path, [UniqueKey.Next("quayside benchmark qt")]);
        Version = Ask("version");
    }

    /// <summary>Gets Qt's version.</summary>
    public string Version { get; }

    /// <summary>Gets the number of bytes that the last picture took in the segment.</summary>
    public long StreamSize => long.Parse(Ask("stream-size"), CultureInfo.InvariantCulture);

    /// <summary>Gives Qt the picture to work with.</summary>
    public void Load(SamplePicture picture)
    {
        var (pixels, png) = (_files["pixels"], _files["picture.png"]);
        File.WriteAllBytes(pixels, picture.Pixels.GetPixelSpan());
        File.WriteAllBytes(png, picture.Png);
        _ = Ask($"pixels {pixels} {picture.Pixels.Width} {picture.Pixels.Height}");
        _ = Ask($"file {png}");
    }

    /// <summary>Runs an operation <paramref name="count"/> times.</summary>
    /// <returns>Nanoseconds for each.</returns>
    public double Measure(string operation, int count) =>
        double.Parse(Ask($"{operation} {count}"), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public void Dispose()
    {
        _ = _process.WaitForExit();
        _process.Dispose();
        _files.Dispose();
    }

    /// <summary>Sends a line and takes the value out of the answer "name value unit".</summary>
    private string Ask(string line) => _process.Ask(line, _patience).Split(' ')[1];
}
