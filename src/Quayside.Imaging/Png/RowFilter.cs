// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Numerics;
using System.Runtime.CompilerServices;

namespace Quayside.Imaging.Png;

/// <summary>Filters rows, so that they can be compressed better.</summary>
/// <remarks>
/// For one thread. Rows lie among zeroes, so that whole vectors can be read before their beginning and behind their end.
/// </remarks>
internal sealed class RowFilter
{
    private static readonly int _margin = Math.Max(Vector<byte>.Count, sizeof(ulong));

    private readonly int _length;
    private readonly int _bytesPerPixel;
    private byte[] _row;
    private byte[] _above;
    private byte[] _filtered;
    private byte[] _best;

    /// <summary>Begins with the first row.</summary>
    /// <param name="length">Bytes of a row, without its filter.</param>
    /// <param name="bytesPerPixel">Bytes of a pixel.</param>
    public RowFilter(int length, int bytesPerPixel)
    {
        _length = length;
        _bytesPerPixel = bytesPerPixel;
        byte[] New() => new byte[_margin + length + _margin];
        (_row, _above, _filtered, _best) = (New(), New(), New(), New());
    }

    /// <summary>Gets the place of the next row.</summary>
    public Span<byte> Row => _row.AsSpan(_margin, _length);

    /// <summary>Filters the row with the filter that leaves the least: the least sum of differences, as libpng chooses.</summary>
    /// <returns>The filter's number and the filtered bytes, until the next call.</returns>
    public ReadOnlySpan<byte> Filter()
    {
        var least = Apply<SubPredictor>();
        (_filtered, _best) = (_best, _filtered);
        Try<UpPredictor>(ref least);
        Try<AveragePredictor>(ref least);
        Try<PaethPredictor>(ref least);
        (_row, _above) = (_above, _row);
        return _best.AsSpan(_margin - 1, 1 + _length);
    }

    private void Try<TPredictor>(ref long least)
        where TPredictor : struct, IPredictor
    {
        var cost = Apply<TPredictor>();
        if (cost < least)
        {
            least = cost;
            (_filtered, _best) = (_best, _filtered);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private long Apply<TPredictor>()
        where TPredictor : struct, IPredictor
    {
        long cost = 0;
        var left = _margin - _bytesPerPixel;
        for (var i = 0; i < _length; i += Vector<byte>.Count)
        {
            var guess = TPredictor.Predict(new(_row, left + i), new(_above, _margin + i), new(_above, left + i));
            var missed = new Vector<byte>(_row, _margin + i) - guess;
            missed.CopyTo(_filtered, _margin + i);
            Vector.Widen(Vector.Min(missed, -missed), out var low, out var high);
            cost += Vector.Sum(low + high);
        }

        _filtered[_margin - 1] = TPredictor.Filter;
        return cost;
    }
}
