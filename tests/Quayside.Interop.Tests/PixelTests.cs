// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using CsCheck;
using Quayside.Interop.Tests.Peers;
using Quayside.TestPeer;

namespace Quayside.Interop.Tests;

/// <summary>Pixels of every format, straight from memory to memory: what arrives is what was given, pixel for pixel.</summary>
public class PixelTests
{
    private const int Samples = 12;

    private static readonly (int Width, int Height)[] _sizes = [(1, 1), (3, 2), (1, 70), (65, 1), (211, 97), (513, 700)];

    [Theory]
    [MemberData(nameof(Pairs.WithQuayside), MemberType = typeof(Pairs))]
    public void Every_format_arrives_pixel_for_pixel(PeerProgram provider, PeerProgram consumer)
    {
        using var world = new PeerWorld();
        var pair = new Pair(world, provider, consumer);
        foreach (var format in PixelNoise.Formats)
        {
            foreach (var (width, height) in _sizes)
            {
                pair.Pass(new SomeNoise(format, width, height, Gap: 5, Seed: (uint)(width * height)));
            }
        }

        pair.Quit();
        world.AssertNothingRemains();
    }

    [Theory]
    [MemberData(nameof(Pairs.WithQuayside), MemberType = typeof(Pairs))]
    public void Random_pictures_arrive_pixel_for_pixel(PeerProgram provider, PeerProgram consumer)
    {
        using var world = new PeerWorld();
        var pair = new Pair(world, provider, consumer);
        SomeNoise.Any.Sample(pair.Pass, iter: Samples, threads: 1);
    }

    [Theory]
    [MemberData(nameof(Pairs.QuaysideThenQt), MemberType = typeof(Pairs))]
    public void Compressed_pictures_arrive_pixel_for_pixel(PeerProgram provider, PeerProgram consumer)
    {
        using var world = new PeerWorld();
        var pair = new Pair(world, provider, consumer);
        foreach (var format in PixelNoise.Formats)
        {
            pair.Pass(new SomeNoise(format, 100, 50, Gap: 3, Seed: 1), "Fast");
            pair.Pass(new SomeNoise(format, 51, 100, Gap: 0, Seed: 2), "Small");
        }
    }

    [Theory]
    [MemberData(nameof(Pairs.QtAlone), MemberType = typeof(Pairs))]
    public void A_picture_of_8192_x_4320_arrives_in_Qt_and_from_Qt(PeerProgram qt)
    {
        using var world = new PeerWorld();
        var there = new Pair(world, PeerProgram.Quayside, qt);
        there.Pass(new SomeNoise("Bgra", 8192, 4320, Gap: 0, Seed: 7));
        there.Quit();
        new Pair(world, qt, PeerProgram.QuaysideQt).Pass(new SomeNoise("Gray8", 8192, 4320, Gap: 0, Seed: 8));
    }

    /// <summary>A program that gives pictures and one that takes them.</summary>
    private sealed class Pair(PeerWorld world, PeerProgram provider, PeerProgram consumer)
    {
        private readonly Peer _provider = world.Start(provider);
        private readonly Peer _consumer = world.Start(consumer);
        private PeerMemory? _given;
        private PeerMemory? _own;
        private PeerMemory? _taken;

        public void Pass(SomeNoise noise) => Pass(noise, compression: null);

        public void Pass(SomeNoise noise, string? compression)
        {
            _given ??= _provider.New("share");
            _taken ??= _consumer.New("share");
            Assert.True(_given.PutPixels("share", noise, compression));
            var taken = _taken.GetPixels(noise.TakenAs);
            if (noise.IsStraight || Pairs.IsQuayside(provider))
            {
                Assert.Equal((noise, noise.Expected), (noise, taken));
            }
            else
            {
                // Qt divides by alpha in its own way; whoever reads its PNG gets what Qt itself reads from it.
                _own ??= _provider.New("share");
                Assert.Equal((noise, _own.GetPixels(noise.TakenAs)), (noise, taken));
            }
        }

        public void Quit()
        {
            _consumer.Quit();
            _provider.Quit();
        }
    }
}
