// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Imaging.Png;

/// <summary>Compresses the rows of a PNG.</summary>
internal struct CompressedRows(PngCompressor compressor) : IRawRows
{
    private const int BeforeFilter = -1;

    private int _place = BeforeFilter;

    /// <inheritdoc/>
    public bool TryAppend(scoped ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            if (_place == BeforeFilter)
            {
                if (data[0] != 0)
                {
                    return false;
                }

                _place = 0;
                data = data[1..];
                continue;
            }

            var rest = compressor.Row[_place..];
            var count = Math.Min(rest.Length, data.Length);
            data[..count].CopyTo(rest);
            data = data[count..];
            _place += count;
            if (count == rest.Length)
            {
                compressor.Compress();
                _place = BeforeFilter;
            }
        }

        return true;
    }
}
