// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Globalization;
using Quayside.Benchmarks.Operations;
using SkiaSharp;

namespace Quayside.Benchmarks.Pictures;

/// <summary>A process that gives or takes one kind of picture and keeps what it has, so that its memory can be measured.</summary>
/// <remarks>
/// Driven line by line as benchmarks/qt/bench.cpp is: "give COUNT" and "take COUNT" of stored pictures, "publish COUNT" and "look COUNT" of
/// frames, and "nothing 1", each answered by "OPERATION nanoseconds-each ns".
/// </remarks>
internal sealed class PictureHolder(string key, int width, int height) : IDisposable
{
    private readonly FrameShape _shape = new(width, height, PixelFormat.Rgba);
    private SamplePicture? _sample;
    private PictureOperations? _operations;
    private SKBitmap? _taken;
    private FramePublisher? _publisher;
    private FrameReader? _reader;
    private Frame _frame;

    /// <summary>Gets the key of the frames that belong to a key of pictures.</summary>
    public static string FrameKey(string key) => key + " frames";

    /// <summary>Is the process.</summary>
    public static void Child(string key, string width, string height)
    {
        using var holder = new PictureHolder(
            key, int.Parse(width, CultureInfo.InvariantCulture), int.Parse(height, CultureInfo.InvariantCulture));
        while (Console.ReadLine() is { } line)
        {
            var words = line.Split(' ');
            var count = int.Parse(words[1], CultureInfo.InvariantCulture);
            var start = Stopwatch.GetTimestamp();
            for (var left = count; left > 0; left--)
            {
                holder.Do(words[0]);
            }

            var each = Stopwatch.GetElapsedTime(start).TotalNanoseconds / count;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{words[0]} {each} ns"));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _frame.Dispose();
        _reader?.Dispose();
        _publisher?.Dispose();
        _taken?.Dispose();
        _operations?.Dispose();
        _sample?.Dispose();
    }

    private void Do(string operation)
    {
        switch (operation)
        {
            case "nothing":
                break;

            case "give":
                Give();
                break;

            case "take":
                _taken?.Dispose();
                _taken = PictureOperations.Take(key);
                break;

            case "publish":
                Publish();
                break;

            case "look":
                Look();
                break;

            default:
                throw new ArgumentException($"Unknown: {operation}", nameof(operation));
        }
    }

    private void Give()
    {
        _sample ??= new SamplePicture(width, height);
        _operations ??= new PictureOperations(_sample, key, key);
        _operations.Give();
    }

    private void Publish()
    {
        _publisher ??= FramePublisher.Open(FrameKey(key), _shape);
        using var draft = _publisher.Borrow(_shape);
        SamplePicture.Paint(draft.Pixels, width, height);
        _ = draft.Publish();
    }

    private void Look()
    {
        _frame.Dispose();
        _reader ??= FrameReader.Open(FrameKey(key));
        if (!_reader.TryTake(out _frame) || _frame.Pixels.Count(byte.MaxValue) < width * height)
        {
            throw new InvalidOperationException("No picture arrived.");
        }
    }
}
