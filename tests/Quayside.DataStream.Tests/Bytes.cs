// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Buffers;
using Quayside.Qt;

namespace Quayside.DataStream.Tests;

/// <summary>Turns hex text and writer calls into bytes.</summary>
internal static class Bytes
{
    public static byte[] FromHex(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

    public static byte[] Write(Action<QDataStreamWriter> write, QDataStreamFormat? format = null)
    {
        var output = new ArrayBufferWriter<byte>();
        write(new QDataStreamWriter(output, format));
        return output.WrittenSpan.ToArray();
    }
}
