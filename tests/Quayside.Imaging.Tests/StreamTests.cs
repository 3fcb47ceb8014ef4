// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Imaging.Tests;

/// <summary>The marker, and what stands around the PNG in a segment.</summary>
public sealed class StreamTests
{
    private static readonly byte[] _stream = [0, 0, 0, 1, .. HandMadePng.Small];

    [Fact]
    public void Writing_puts_the_marker_before_the_PNG_and_leaves_the_rest_alone()
    {
        var picture = QtPicture.FromEncoded(HandMadePng.Small);
        var segment = new byte[picture.StreamSize + 3];
        segment.AsSpan().Fill(0xEE);
        Assert.Equal(_stream.Length, picture.StreamSize);
        Assert.Equal(picture.StreamSize, picture.WriteTo(segment));
        Assert.Equal([.. _stream, 0xEE, 0xEE, 0xEE], segment);
    }

    [Fact]
    public void Writing_into_too_few_bytes_is_refused_and_writes_nothing()
    {
        var segment = new byte[_stream.Length - 1];
        var error = Assert.Throws<ArgumentException>(() => QtPicture.FromEncoded(HandMadePng.Small).WriteTo(segment));
        Assert.Contains($"needs {_stream.Length} bytes", error.Message, StringComparison.Ordinal);
        Assert.All(segment, value => Assert.Equal(0, value));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(5000)]
    public void Reading_a_segment_of_zeroes_gives_no_picture(int size) => Assert.Null(QtPicture.Read(new byte[size]));

    [Fact]
    public void Reading_a_null_image_gives_no_picture_whatever_follows() =>
        Assert.Null(QtPicture.Read([0, 0, 0, 0, .. HandMadePng.Small]));

    [Theory]
    [InlineData(new byte[] { 0, 0, 0, 1 })]
    [InlineData(new byte[] { 1, 0, 0, 0 })]
    [InlineData(new byte[] { 0, 0, 0, 7 })]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF })]
    public void Reading_accepts_every_marker_but_zero(byte[] marker)
    {
        var picture = QtPicture.Read([.. marker, .. HandMadePng.Small]);
        Assert.Equal(HandMadePng.Small, picture!.Png);
        Assert.Equal((2, 2), (picture.Width, picture.Height));
    }

    [Fact]
    public void Reading_ignores_what_follows_the_picture()
    {
        Assert.Equal(HandMadePng.Small, QtPicture.Read([.. _stream, .. new byte[4000]])!.Png);
        Assert.Equal(HandMadePng.Small, QtPicture.Read([.. _stream, .. _stream, 0xEE])!.Png);
    }

    [Fact]
    public void Reading_a_stream_cut_anywhere_gives_a_picture_only_if_no_more_than_the_last_checksum_is_missing()
    {
        for (var length = 0; length < _stream.Length; length++)
        {
            if (length >= _stream.Length - 4)
            {
                Assert.Equal(HandMadePng.Small, QtPicture.Read(_stream.AsSpan(0, length))!.Png);
            }
            else
            {
                Assert.Throws<PictureFormatException>(() => QtPicture.Read(_stream.AsSpan(0, length)));
            }
        }
    }

    [Fact]
    public void Reading_a_stream_whose_rest_is_zeroes_gives_a_picture_only_if_no_more_than_the_last_checksum_is_missing()
    {
        // What a reader finds when the writer died half-way, in a segment that was new.
        for (var length = 4; length < _stream.Length; length++)
        {
            var segment = new byte[_stream.Length + 100];
            _stream.AsSpan(0, length).CopyTo(segment);
            if (length >= _stream.Length - 4)
            {
                Assert.Equal(HandMadePng.Small, QtPicture.Read(segment)!.Png);
            }
            else
            {
                Assert.Throws<PictureFormatException>(() => QtPicture.Read(segment));
            }
        }
    }

    [Fact]
    public void Reading_something_else_says_so()
    {
        var error = Assert.Throws<PictureFormatException>(() => QtPicture.Read("a text, for example"u8));
        Assert.Contains("something else than a picture", error.Message, StringComparison.Ordinal);
        Assert.Throws<PictureFormatException>(() => QtPicture.Read([0, 0, 0, 1, .. Corpus.Jpeg(1)]));
    }

    [Fact]
    public void A_picture_does_not_change_with_the_segment_it_was_read_from()
    {
        var segment = _stream.ToArray();
        var picture = QtPicture.Read(segment)!;
        segment.AsSpan().Clear();
        Assert.Equal(HandMadePng.Small, picture.Png);
    }

    [Fact]
    public void Reading_while_a_peer_writes_without_the_lock_gives_a_picture_or_is_refused()
    {
        byte[] other = [0, 0, 0, 1, .. HandMadePng.Make(3, 1, 8, HandMadePng.Grey, [[1, 2, 3]], HandMadePng.Chunk("tEXt", new byte[500]))];
        byte[] stored = [0, 0, 0, 1, .. Corpus.ManyChunks];
        byte[][] streams = [_stream, other, stored];
        var segment = new byte[1000];
        _stream.CopyTo(segment, 0);
        var done = false;
        var peer = new Thread(() =>
        {
            var random = new Random(1);
            while (!Volatile.Read(ref done))
            {
                streams[random.Next(streams.Length)].CopyTo(segment, 0);
                segment[random.Next(segment.Length)] = (byte)random.Next(256);
            }
        });
        peer.Start();
        try
        {
            for (var i = 0; i < 20_000; i++)
            {
                Decoded.OrRefused(() => QtPicture.Read(segment));
                Decoded.OrRefused(() => QtPicture.ReadPixels(segment));
            }
        }
        finally
        {
            Volatile.Write(ref done, true);
            peer.Join();
        }
    }
}
