// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Globalization;
using Quayside.Diagnostics;
using Quayside.Imaging;
using Quayside.Testing;
using Quayside.Waiting;
using SkiaSharp;

namespace Quayside.Cli.Tests;

/// <summary>The test card of <c>frames test</c>, as readers of frames see it.</summary>
public sealed class FramesTests : IDisposable
{
    private const int SigInt = 2;
    private const int SigTerm = 15;

    private readonly Sandbox _sandbox = new();
    private readonly string _key = UniqueKey.Next("quayside-card");

    public FramesTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "The keys of these tests are on Linux.");

    private IpcKey SafeKey => IpcKey.PlatformSafe(_key);

    public void Dispose()
    {
        _sandbox.Dispose();
        _ = IpcInventory.Remove(SafeKey, force: true);
    }

    [Theory]
    [InlineData("bgra", PixelFormat.Bgra)]
    [InlineData("bgra-premultiplied", PixelFormat.BgraPremultiplied)]
    [InlineData("rgba", PixelFormat.Rgba)]
    [InlineData("rgba-premultiplied", PixelFormat.RgbaPremultiplied)]
    [InlineData("rgb24", PixelFormat.Rgb24)]
    [InlineData("gray8", PixelFormat.Gray8)]
    [InlineData("gray16", PixelFormat.Gray16)]
    [InlineData("nv12", PixelFormat.Nv12)]
    [InlineData("yuy2", PixelFormat.Yuy2)]
    public void A_reader_sees_colour_bars_that_a_bar_crosses_and_the_sequence_in_every_format(string name, PixelFormat format)
    {
        var test = Publish("--size", "322x242", "--format", name, "--rate", "100");
        using var reader = FrameReader.Open(SafeKey);

        using var first = Take(reader, format, out var sequence);
        using var second = Take(reader, format, out var later);

        Assert.True(later > sequence);
        AssertColours(first, isGrey: format is PixelFormat.Gray8 or PixelFormat.Gray16);
        Assert.NotEqual(BarOf(first), BarOf(second));
        End(test, SigInt);
    }

    [Theory]
    [InlineData("128x64", "bgra")]
    [InlineData("131x67", "rgb24")]
    [InlineData("130x66", "nv12")]
    public void The_sequence_can_be_read_in_the_smallest_cards_and_in_odd_ones(string size, string format)
    {
        Publish("--size", size, "--format", format);
        using var reader = FrameReader.Open(SafeKey);

        using var card = Take(reader, null, out _);

        Assert.Equal(size, string.Create(CultureInfo.InvariantCulture, $"{card.Width}x{card.Height}"));
    }

    [Fact]
    public void Straight_and_multiplied_alpha_differ_where_the_card_is_half_transparent()
    {
        Assert.Equal([255, 255, 255, 128], LastPixelOfFirstRow("bgra"));
        Assert.Equal([128, 128, 128, 128], LastPixelOfFirstRow("bgra-premultiplied"));
    }

    [Fact]
    public void Count_ends_it_and_it_tells_what_it_did_and_leaves_nothing()
    {
        var start = Stopwatch.GetTimestamp();
        var result = _sandbox.Run("frames", "test", _key, "--size", "128x64", "--count", "11", "--rate", "20");

        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        Assert.StartsWith($"publishing {_key} (128 x 64 bgra, 20 a second, 4 slots) native {SafeKey.NativeName}", result.Lines[0], StringComparison.Ordinal);
        Assert.Matches(@"^published 11 frames in \d+\.\d s \(\d+\.\d a second\), 0 dropped$", result.Lines[1]);
        Assert.True(Stopwatch.GetElapsedTime(start) > TimeSpan.FromSeconds(0.45), "Eleven frames of a twentieth of a second take half of one.");
        AssertNothingLeft();
    }

    [Theory]
    [InlineData(SigInt)]
    [InlineData(SigTerm)]
    public void A_signal_ends_it_in_good_order_and_nothing_is_left(int signal)
    {
        var test = Publish("--size", "128x64");
        Assert.NotNull(IpcInventory.Inspect(SafeKey).Entry.Segment);

        End(test, signal);

        AssertNothingLeft();
    }

    [Fact]
    public void Frames_for_which_readers_leave_no_slot_are_dropped_and_counted()
    {
        var test = Publish("--size", "128x64", "--slots", "3", "--rate", "100");
        using (var reader = FrameReader.Open(SafeKey))
        {
            for (var held = 0; held < 3; held++)
            {
                Assert.True(reader.TryTake(out _, Watchdog.Patience, TestContext.Current.CancellationToken));
            }

            // All three slots are looked at now, and 30 frames are due.
            Assert.True(test.IsSilentFor(TimeSpan.FromMilliseconds(300)));
        }

        Assert.Matches(" [1-9][0-9]* dropped$", End(test, SigInt));
    }

    [Fact]
    public void There_is_one_publisher()
    {
        Publish("--size", "128x64");

        ErrorTests.AssertError(76, "writer", _sandbox.Run("frames", "test", _key, "--size", "128x64"));
        Assert.Equal(65, _sandbox.Run("frames", "test", _key, "--size", "256x64").ExitCode);
    }

    [Fact]
    public void A_terminal_sees_how_it_goes()
    {
        var result = Pseudoterminal.Run(_sandbox, "frames", "test", _key, "--size", "128x64", "--rate", "10", "--count", "15");

        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"\r\e\[K\d+ frames, \d+\.\d a second, 0 dropped \(Ctrl-C stops\)\r\e\[K", result.Text);
    }

    [Theory]
    [InlineData("128x64", "--size", "big")]
    [InlineData("128x64", "--size", "127x64")]
    [InlineData("128x64", "--size", "640x-1")]
    [InlineData("even", "--size", "641x480", "--format", "nv12")]
    [InlineData("even", "--size", "641x480", "--format", "yuy2")]
    [InlineData("2 GiB", "--size", "100000x100000")]
    [InlineData("nv12", "--format", "NV12")]
    [InlineData("29.97", "--rate", "0")]
    [InlineData("29.97", "--rate", "NaN")]
    [InlineData("3 to 255", "--slots", "2")]
    [InlineData("from 1 on", "--count", "0")]
    public void Bad_options_are_refused_with_what_to_give_before_anything_is_made(string advice, params string[] options)
    {
        ErrorTests.AssertError(64, advice, _sandbox.Run(["frames", "test", _key, .. options]));

        AssertNothingLeft();
    }

    private ChildProcess Publish(params string[] options)
    {
        var test = _sandbox.Start(["frames", "test", _key, .. options]);
        Assert.StartsWith("publishing ", test.Read(), StringComparison.Ordinal);
        return test;
    }

    private static string End(ChildProcess test, int signal)
    {
        test.Signal(signal);
        var summary = test.Read();
        Assert.StartsWith("published ", summary, StringComparison.Ordinal);
        Assert.Equal(0, test.WaitForExit());
        Assert.Equal("", test.Errors.Trim());
        return summary;
    }

    /// <summary>Takes a frame as a JPEG shows it, and checks that the strip says its sequence.</summary>
    private static SKBitmap Take(FrameReader reader, PixelFormat? format, out long sequence)
    {
        Assert.True(reader.TryTake(out var frame, Watchdog.Patience, TestContext.Current.CancellationToken));
        using (frame)
        {
            Assert.Equal(format ?? frame.Shape.Format, frame.Shape.Format);
            using var jpeg = new MemoryStream();
            frame.EncodeJpeg(jpeg);
            var card = SKBitmap.Decode(jpeg.ToArray());
            sequence = frame.Sequence;
            Assert.Equal(unchecked((uint)sequence), CardReading.SequenceOf(card));
            return card;
        }
    }

    private static void AssertColours(SKBitmap card, bool isGrey)
    {
        SKColor[] colours = [SKColors.White, SKColors.Yellow, SKColors.Cyan, SKColors.Lime, SKColors.Magenta, SKColors.Red, SKColors.Blue, SKColors.Gray];
        var seen = Enumerable.Range(0, colours.Length).Count(i => IsAlike(card.GetPixel(((2 * i) + 1) * card.Width / 16, 20), colours[i], isGrey));

        // The bar may hide one of them, and at an edge it may touch the next.
        Assert.InRange(seen, 6, 8);
    }

    private static bool IsAlike(SKColor seen, SKColor expected, bool isGrey)
    {
        var grey = (byte)((0.299 * expected.Red) + (0.587 * expected.Green) + (0.114 * expected.Blue));
        var wanted = isGrey ? new SKColor(grey, grey, grey) : expected;
        return Math.Abs(seen.Red - wanted.Red) < 16 && Math.Abs(seen.Green - wanted.Green) < 16 && Math.Abs(seen.Blue - wanted.Blue) < 16;
    }

    /// <summary>Gets the columns that are black where no colour is.</summary>
    private static int[] BarOf(SKBitmap card)
    {
        int[] columns = [.. Enumerable.Range(0, card.Width).Where(x => card.GetPixel(x, 20) is { Red: < 16, Green: < 16, Blue: < 16 })];
        Assert.InRange(columns.Length, 8, card.Width / 8);
        return columns;
    }

    private byte[] LastPixelOfFirstRow(string format)
    {
        var test = Publish("--size", "128x64", "--format", format);
        using var reader = FrameReader.Open(SafeKey);
        byte[] pixel = [];

        // The bar comes by there, too.
        while (pixel is [] or [0, 0, 0, _])
        {
            Assert.True(reader.TryTake(out var frame, Watchdog.Patience, TestContext.Current.CancellationToken));
            using (frame)
            {
                pixel = [.. frame.Row(0)[^4..]];
            }
        }

        reader.Dispose();
        End(test, SigInt);
        return pixel;
    }

    private void AssertNothingLeft() => Assert.Null(IpcInventory.Inspect(SafeKey).Entry.Segment);
}
