// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Cli.Frames;

/// <summary>A picture that moves and says which frame it is: colour bars, a black bar that goes to and fro, a strip with the sequence.</summary>
/// <remarks>
/// <para>
/// The strip is the lowest eighth: 32 blocks, white for a bit that is set, the highest one at the left, of the lowest 32 bits of the sequence.
/// Blocks are at least four pixels wide, so JPEG keeps them apart. The last colour bar is white of half alpha; the rest is opaque.
/// </para>
/// <para>Every row above the strip is the same, and every row in it, so drawing is copying rows. Not safe for use by several threads at once.</para>
/// </remarks>
internal sealed class TestCard
{
    /// <summary>The least width at which the strip can be read.</summary>
    public const int LeastWidth = 128;

    /// <summary>The least height at which the strip can be read.</summary>
    public const int LeastHeight = 64;

    private const int Blocks = 32;
    private const int StripPart = 8;
    private const int BarPart = 16;
    private const int StepPart = 128;

    private static readonly CardColour[] _colours =
    [
        CardColour.White, new(255, 255, 0), new(0, 255, 255), new(0, 255, 0), new(255, 0, 255), new(255, 0, 0), new(0, 0, 255), new(255, 255, 255, 128),
    ];

    private readonly FrameShape _shape;
    private readonly byte[][] _colourRows;
    private readonly byte[] _row;

    /// <summary>Prepares the card.</summary>
    /// <param name="shape">The shape of its frames, at least <see cref="LeastWidth"/> x <see cref="LeastHeight"/>.</param>
    public TestCard(FrameShape shape)
    {
        _shape = shape;
        _row = new byte[shape.MinStride];
        _colourRows = [.. Enumerable.Range(0, shape.PlaneCount).Select(ColourRow)];
    }

    /// <summary>Draws a frame, every pixel of it, in place.</summary>
    /// <param name="draft">A draft of the shape.</param>
    /// <param name="sequence">Which frame it will be.</param>
    public void Draw(FrameDraft draft, long sequence)
    {
        // Even, so that the rows of half as many colours fit.
        var strip = Even(_shape.Height - (_shape.Height / StripPart));
        for (var plane = 0; plane < _shape.PlaneCount; plane++)
        {
            var rows = _shape.RowsOf(plane);
            var end = (int)((long)strip * rows / _shape.Height);
            _colourRows[plane].CopyTo(_row, 0);
            DrawBar(plane, sequence);
            Copy(draft, plane, 0, end);
            DrawBlocks(plane, sequence);
            Copy(draft, plane, end, rows);
        }
    }

    private static int Even(int number) => number & ~1;

    private byte[] ColourRow(int plane)
    {
        for (var i = 0; i < _colours.Length; i++)
        {
            Fill(plane, Part(i, _colours.Length), Part(i + 1, _colours.Length), _colours[i]);
        }

        return [.. _row];
    }

    private void DrawBar(int plane, long sequence)
    {
        var width = Even(_shape.Width / BarPart);
        var way = Even(_shape.Width) - width;
        var place = (int)(sequence % (2 * StepPart) * way / StepPart);
        var left = Even(place <= way ? place : (2 * way) - place);
        Fill(plane, left, left + width, CardColour.Black);
    }

    private void DrawBlocks(int plane, long sequence)
    {
        for (var i = 0; i < Blocks; i++)
        {
            var isSet = ((sequence >> (Blocks - 1 - i)) & 1) == 1;
            Fill(plane, Part(i, Blocks), Part(i + 1, Blocks), isSet ? CardColour.White : CardColour.Black);
        }
    }

    /// <summary>Gets where a part of the width begins; where the last one ends it is the width itself, which may be odd.</summary>
    private int Part(int index, int parts) => index == parts ? _shape.Width : Even((int)((long)_shape.Width * index / parts));

    private void Fill(int plane, int from, int to, CardColour colour)
    {
        var pair = colour.PairIn(_shape.Format, plane);
        var end = to == _shape.Width ? _row.Length : to / 2 * pair.Length;
        for (var at = from / 2 * pair.Length; at < end; at += pair.Length)
        {
            pair.AsSpan(0, Math.Min(pair.Length, end - at)).CopyTo(_row.AsSpan(at));
        }
    }

    private void Copy(FrameDraft draft, int plane, int from, int to)
    {
        for (var row = from; row < to; row++)
        {
            _row.CopyTo(draft.Row(row, plane));
        }
    }
}
