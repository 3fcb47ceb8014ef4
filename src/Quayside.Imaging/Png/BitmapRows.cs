// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.CompilerServices;
using Quayside.Imaging.Pixels;

namespace Quayside.Imaging.Png;

/// <summary>Puts the rows of a PNG into a bitmap of four channels.</summary>
internal ref struct BitmapRows : IRawRows
{
    private const int BeforeFilter = -1;

    private readonly StoredLayout _layout;
    private readonly Span<byte> _pixels;
    private readonly int _stride;
    private readonly int _targetSize;
    private int _row;
    private int _column = BeforeFilter;
    private CutPixel _cut;
    private int _cutLength;

    /// <summary>Begins with a row.</summary>
    /// <param name="layout">The PNG's.</param>
    /// <param name="pixels">The bitmap's, of four channels of a byte, or of two for grey of two.</param>
    /// <param name="stride">Bytes from row to row of it.</param>
    /// <param name="firstRow">The row.</param>
    public BitmapRows(StoredLayout layout, Span<byte> pixels, int stride, int firstRow)
    {
        _layout = layout;
        _pixels = pixels;
        _stride = stride;
        _targetSize = layout.BytesPerPixel == 2 ? 8 : 4;
        _row = firstRow;
    }

    /// <inheritdoc/>
    public bool TryAppend(scoped ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            if (_column == BeforeFilter)
            {
                if (data[0] != 0)
                {
                    return false;
                }

                _column = 0;
                data = data[1..];
            }
            else if (_cutLength > 0 || data.Length < _layout.BytesPerPixel)
            {
                data = data[TakeCutPixel(data)..];
            }
            else
            {
                var columns = Math.Min(data.Length / _layout.BytesPerPixel, _layout.Width - _column);
                Put(data[..(columns * _layout.BytesPerPixel)], columns);
                data = data[(columns * _layout.BytesPerPixel)..];
            }
        }

        return true;
    }

    private int TakeCutPixel(scoped ReadOnlySpan<byte> data)
    {
        var count = Math.Min(_layout.BytesPerPixel - _cutLength, data.Length);
        Span<byte> pixel = _cut;
        data[..count].CopyTo(pixel[_cutLength..]);
        _cutLength += count;
        if (_cutLength == _layout.BytesPerPixel)
        {
            _cutLength = 0;
            Put(pixel[.._layout.BytesPerPixel], columns: 1);
        }

        return count;
    }

    private void Put(scoped ReadOnlySpan<byte> pixels, int columns)
    {
        var target = _pixels.Slice((int)(((long)_row * _stride) + ((long)_column * _targetSize)), columns * _targetSize);
        RowUnpacker.Unpack(pixels, _layout.BytesPerPixel, target);
        _column += columns;
        if (_column == _layout.Width)
        {
            _column = BeforeFilter;
            _row++;
        }
    }

    /// <summary>A pixel whose bytes are in two blocks.</summary>
    [InlineArray(4)]
    private struct CutPixel
    {
        private byte _first;
    }
}
