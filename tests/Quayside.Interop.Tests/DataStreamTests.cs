// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Interop.Tests.Peers;

namespace Quayside.Interop.Tests;

/// <summary>The bytes of a QDataStream: what Quayside writes is what Qt writes, and each reads the other.</summary>
public class DataStreamTests
{
    private const string Fields =
        "bool true bool false int8 -5 uint8 200 int16 -3000 uint16 60000 int32 -2147483648 uint32 4294967295 " +
        "int64 -9223372036854775808 uint64 18446744073709551615 float 3fc00000 float ff800000 double 3ff8000000000000 double 8000000000000000 " +
        "string null string u string u5934004100e9d83dde000000 string ud800 bytes null bytes x bytes x00ff51 " +
        "stringlist [] stringlist [u0061,u,null,u5934] size 640,480 point -1,2 rect 10,20,100,50 rect 0,0,0,0 " +
        "datetime 1700000000123 datetime -86400001 datetime null";

    /// <summary>Gets a Qt and a stream version that it knows: Qt 4.6's, 5.0's, 5.6's, 5.15's, 6.0's and 6.7's.</summary>
    public static TheoryData<PeerProgram, int> Versions
    {
        get
        {
            var rows = new TheoryData<PeerProgram, int>();
            foreach (var qt in Pairs.QtPrograms)
            {
                int[] versions = qt switch
                {
                    PeerProgram.Qt5 => [12, 13, 17, 19],
                    PeerProgram.Qt6 => [12, 17, 20],
                    _ => [12, 20, 22],
                };
                rows.AddRange([.. versions.Select(version => (qt, version))]);
            }

            return rows;
        }
    }

    private static string Types => string.Join(' ', Fields.Split(' ').Where((_, at) => at % 2 == 0));

    private static string Values => string.Join(' ', Fields.Split(' ').Where((_, at) => at % 2 == 1));

    [Theory]
    [MemberData(nameof(Versions))]
    public void Both_write_the_same_bytes_and_read_each_other(PeerProgram qt, int version)
    {
        using var world = new PeerWorld();
        var (theirs, ours) = (world.Start(qt), world.Start(PeerProgram.QuaysideQt));

        var written = theirs.Ask($"stream-write {version} {Fields}");

        Assert.Equal(written, ours.Ask($"stream-write {version} {Fields}"));
        Assert.Equal($"0 {Values}", theirs.Ask($"stream-read {version} {written} {Types}"));
        Assert.Equal($"0 {Values}", ours.Ask($"stream-read {version} {written} {Types}"));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void A_stream_that_ends_too_early_is_noticed_by_both(PeerProgram qt, int version)
    {
        using var world = new PeerWorld();
        var (theirs, ours) = (world.Start(qt), world.Start(PeerProgram.QuaysideQt));
        foreach (var (bytes, type) in new[] { ("x", "bool"), ("x0000", "int32"), ("x00000004", "string"), ("x0000000501", "bytes"), ("x00000001", "stringlist") })
        {
            Assert.StartsWith("1", theirs.Ask($"stream-read {version} {bytes} {type}"), StringComparison.Ordinal);
            Assert.StartsWith("1", ours.Ask($"stream-read {version} {bytes} {type}"), StringComparison.Ordinal);
        }
    }
}
