// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Drawing;
using Quayside.Qt;

namespace Quayside.DataStream.Tests;

/// <summary>Lengths that lie, and values that are cut.</summary>
public sealed class HostileStreamTests
{
    private static readonly QDataStreamFormat _qt66 = new() { Version = QDataStreamVersion.Qt_6_6 };

    [Theory]
    [InlineData("7ffffffe 0061")]
    [InlineData("fffffffc 0061")]
    [InlineData("00000004 0061")]
    [InlineData("fffffffe 7ffffffffffffffe 0061")]
    [InlineData("fffffffe 0000000000000004 0061")]
    [InlineData("fffffffe 00000000")]
    [InlineData("0000")]
    [InlineData("")]
    public void A_length_beyond_the_end_is_refused_before_anything_is_allocated(string hex)
    {
        var bytes = Bytes.FromHex(hex);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<EndOfStreamException>(() => new QDataStreamReader(bytes).ReadString());
        Assert.Throws<EndOfStreamException>(() => new QDataStreamReader(bytes).ReadByteArray());
        Assert.Throws<EndOfStreamException>(() => new QDataStreamReader(bytes).ReadStringList());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void A_length_in_eight_bytes_counts_from_Qt_6_7_on()
    {
        var bytes = Bytes.FromHex("fffffffe 0000000000000002 0061");
        Assert.Equal("a", new QDataStreamReader(bytes).ReadString());
        Assert.Equal([0, 0x61], new QDataStreamReader(bytes).ReadByteArray());
        Assert.Throws<EndOfStreamException>(() => new QDataStreamReader(bytes, _qt66).ReadString());
    }

    [Theory]
    [InlineData("00000003 006100")]
    [InlineData("fffffffe ffffffffffffffff")]
    public void A_length_that_is_none_is_refused_as_corrupt(string hex) =>
        Assert.Throws<InvalidDataException>(() => new QDataStreamReader(Bytes.FromHex(hex)).ReadString());

    [Fact]
    public void A_list_has_no_null() =>
        Assert.Throws<InvalidDataException>(() => new QDataStreamReader(Bytes.FromHex("ffffffff")).ReadStringList());

    [Fact]
    public void A_rectangle_wider_than_an_int_is_refused() => Assert.Throws<InvalidDataException>(
        () => new QDataStreamReader(Bytes.FromHex("80000000 00000000 7fffffff 00000000")).ReadRectangle());

    [Fact]
    public void A_rectangle_whose_edge_no_QRect_can_hold_writes_nothing() => Assert.Empty(Bytes.Write(
        w => Assert.Throws<ArgumentOutOfRangeException>(() => w.WriteRectangle(new Rectangle(int.MaxValue, 0, 2, 1)))));

    [Fact]
    public void A_read_that_fails_leaves_the_position_where_it_was()
    {
        var reader = new QDataStreamReader(Bytes.FromHex("07 00000002 00000002 0061 00000004 0062"));
        reader.ReadByte();
        try
        {
            reader.ReadStringList();
            Assert.Fail("The second text is cut.");
        }
        catch (EndOfStreamException e)
        {
            Assert.Equal(1, reader.Position);
            Assert.Contains("begins something 4 bytes long, but 2 are left", e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_negative_number_of_raw_bytes_is_a_mistake_of_the_caller() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new QDataStreamReader([1]).ReadRawBytes(-1));

    [Theory]
    [InlineData(6)]
    [InlineData(25)]
    public void A_version_that_no_Qt_knows_is_refused(int version) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new QDataStreamFormat { Version = (QDataStreamVersion)version });

    [Fact]
    public void A_reader_of_nothing_ends_at_once() => Assert.Throws<EndOfStreamException>(() => default(QDataStreamReader).ReadSingle());
}
