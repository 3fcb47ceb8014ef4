// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Cli.Tests;

/// <summary>Pictures go through as the PNG files they are, in Qt's stream format.</summary>
public sealed class PictureTests : IDisposable
{
    private static readonly byte[] _png = Png.Of(2, 2, 0xFF0000FF, 0x00FF00FF, 0x0000FFFF, 0xFFFFFF80);

    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void Picture_get_writes_the_png_that_picture_put_read()
    {
        _sandbox.Hold("picture", "put", _sandbox.Key, _sandbox.File("in.png", _png));

        Assert.Equal(_png, _sandbox.Run("picture", "get", _sandbox.Key).Output);
        Assert.Equal(0, _sandbox.Run("picture", "get", _sandbox.Key, "-o", _sandbox.File("out.png")).ExitCode);
        Assert.Equal(_png, File.ReadAllBytes(_sandbox.File("out.png")));
    }

    [Fact]
    public void A_picture_that_is_no_png_is_stored_in_memory_and_compressed_on_its_way_to_a_file()
    {
        _sandbox.Hold("picture", "put", _sandbox.Key, _sandbox.File("in.bmp", GreyBmp(64)));

        var asIs = _sandbox.Run("picture", "get", _sandbox.Key, "--as-is").Output;
        var small = _sandbox.Run("picture", "get", _sandbox.Key).Output;
        Assert.InRange(asIs.Length, 3 * 64 * 64, int.MaxValue);
        Assert.InRange(small.Length, 1, asIs.Length / 10);
        Assert.Equal([0, 0, 0, 1, .. asIs], _sandbox.Run("get", _sandbox.Key).Output);
        Assert.Equal(asIs[..33], small[..33]); // the same size and kind of pixels
    }

    [Theory]
    [InlineData("fast")]
    [InlineData("small")]
    public void Picture_put_makes_it_as_small_as_it_is_told_to(string compression)
    {
        _sandbox.Hold("picture", "put", _sandbox.Key, _sandbox.File("in.bmp", GreyBmp(64)), "--compression", compression);

        var png = _sandbox.Run("picture", "get", _sandbox.Key).Output;
        Assert.InRange(png.Length, 1, 1000);
        Assert.Equal(png, _sandbox.Run("picture", "get", _sandbox.Key, "--as-is").Output);
    }

    [Fact]
    public void A_compression_that_does_not_exist_is_refused() =>
        ErrorTests.AssertError(64, "", _sandbox.Run("picture", "put", _sandbox.Key, _sandbox.File("in.png", _png), "--compression", "tiny"));

    [Theory]
    [InlineData("put")]
    [InlineData("get")]
    [InlineData("show")]
    public void A_picture_above_the_limit_is_refused_with_the_option_that_raises_it(string verb)
    {
        var bmp = _sandbox.File("in.bmp", GreyBmp(600));
        var arguments = verb == "put" ? new[] { _sandbox.File("in.bmp") } : [];
        if (verb != "put")
        {
            _sandbox.Hold("picture", "put", _sandbox.Key, bmp);
        }

        var refused = _sandbox.Run(["picture", verb, _sandbox.Key, .. arguments, "--max-decoded", "1"]);

        Assert.Equal(65, refused.ExitCode);
        Assert.Contains("--max-decoded", refused.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("PictureLimits", refused.Errors, StringComparison.Ordinal);
        if (verb != "put")
        {
            Assert.Equal(0, _sandbox.Run("picture", verb, _sandbox.Key, "--max-decoded", "2").ExitCode);
        }
    }

    [Theory]
    [InlineData("0")]
    [InlineData("2048")]
    [InlineData("1.5")]
    [InlineData("a lot")]
    public void A_limit_that_makes_no_sense_is_refused(string limit) =>
        ErrorTests.AssertError(64, "1 to 2047", _sandbox.Run("picture", "show", _sandbox.Key, "--max-decoded", limit));

    [Fact]
    public void The_segment_is_a_marker_and_the_png_as_qt_streams_it()
    {
        _sandbox.Hold("picture", "put", _sandbox.Key, _sandbox.File("in.png", _png));

        Assert.Equal([0, 0, 0, 1, .. _png], _sandbox.Run("get", _sandbox.Key).Output);
    }

    [Fact]
    public void Bytes_after_the_picture_are_ignored()
    {
        _sandbox.Hold("put", _sandbox.Key, _sandbox.File("in", [0, 0, 0, 1, .. _png, 9, 9, 9]));

        Assert.Equal(_png, _sandbox.Run("picture", "get", _sandbox.Key).Output);
    }

    [Fact]
    public void Picture_put_of_a_file_that_is_no_picture_changes_nothing()
    {
        var text = _sandbox.File("in.png", "This is no picture."u8);

        ErrorTests.AssertError(65, "", _sandbox.Run("picture", "put", _sandbox.Key, text));

        Assert.Empty(_sandbox.Temporary.Names);
    }

    [Fact]
    public void Picture_put_of_a_png_that_is_cut_off_changes_nothing()
    {
        var half = _sandbox.File("in.png", _png.AsSpan(0, _png.Length - 20));

        ErrorTests.AssertError(65, "", _sandbox.Run("picture", "put", _sandbox.Key, half));

        Assert.Empty(_sandbox.Temporary.Names);
    }

    [Theory]
    [InlineData("get")]
    [InlineData("show")]
    public void A_segment_that_holds_something_else_is_no_picture(string verb)
    {
        _sandbox.Hold("put", _sandbox.Key, _sandbox.File("in", "no picture at all"u8));

        ErrorTests.AssertError(65, "", _sandbox.Run("picture", verb, _sandbox.Key));
    }

    [Fact]
    public void A_segment_with_a_png_that_is_cut_off_is_no_picture()
    {
        _sandbox.Hold("put", _sandbox.Key, _sandbox.File("in", [0, 0, 0, 1, .. _png[..^20]]));

        ErrorTests.AssertError(65, "", _sandbox.Run("picture", "show", _sandbox.Key));
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 })]
    public void A_segment_of_zeroes_holds_no_picture_yet(byte[] zeroes)
    {
        _sandbox.Hold("put", _sandbox.Key, _sandbox.File("in", zeroes));

        ErrorTests.AssertError(69, "no picture", _sandbox.Run("picture", "get", _sandbox.Key));
    }

    [Fact]
    public void With_a_timeout_picture_get_waits_until_the_picture_is_in()
    {
        _sandbox.Hold("put", _sandbox.Key, _sandbox.File("in", new byte[100]));
        var reader = _sandbox.Start("picture", "get", _sandbox.Key, "-o", _sandbox.File("out.png"), "--timeout", "60");
        Assert.True(reader.IsSilentFor(TimeSpan.FromMilliseconds(500)));
        Assert.False(reader.HasExited);

        _sandbox.Hold("picture", "put", _sandbox.Key, _sandbox.File("in.png", _png));

        Assert.Equal(0, reader.WaitForExit());
        Assert.Equal(_png, File.ReadAllBytes(_sandbox.File("out.png")));
    }

    // Top to bottom, three bytes a pixel; 54 bytes before them.
    private static byte[] GreyBmp(int size)
    {
        byte[] header =
        [
            .. "BM"u8, .. new byte[8], 54, 0, 0, 0, 40, 0, 0, 0, (byte)(size & 0xFF), (byte)(size >> 8), 0, 0, (byte)(size & 0xFF), (byte)(size >> 8), 0, 0, 1, 0, 24, 0, .. new byte[24],
        ];
        return [.. header, .. Enumerable.Repeat((byte)90, 3 * size * size)];
    }
}
