// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Text;

namespace Quayside.Apps.Tests;

/// <summary>Audio files that the tests play.</summary>
internal static class Sound
{
    /// <summary>Makes a WAV file with a tone of some seconds: 8 kHz, 16 bits, mono.</summary>
    public static byte[] Wave(int seconds)
    {
        const int rate = 8000;
        var samples = rate * seconds;
        var file = new MemoryStream();
        using (var writer = new BinaryWriter(file, Encoding.ASCII, leaveOpen: true))
        {
            writer.Write("RIFF"u8);
            writer.Write(36 + (samples * 2));
            writer.Write("WAVEfmt "u8);
            writer.Write(16);
            writer.Write((short)1);
            writer.Write((short)1);
            writer.Write(rate);
            writer.Write(rate * 2);
            writer.Write((short)2);
            writer.Write((short)16);
            writer.Write("data"u8);
            writer.Write(samples * 2);
            for (var i = 0; i < samples; i++)
            {
                writer.Write((short)(8000 * Math.Sin(i * 440 * Math.Tau / rate)));
            }
        }

        return file.ToArray();
    }
}
