// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Text;
using Quayside.Cli.Outcomes;
using Quayside.Platform.Common;
using Quayside.Platform.Files;

namespace Quayside.Cli.Terminal;

/// <summary>Standard output. A refusal of the system is an error that names it; a reader that has gone ends the verb, as it ends any Unix tool.</summary>
internal static class StandardOutput
{
    private static readonly Stream _stream = OperatingSystem.IsWindows() ? Console.OpenStandardOutput() : new StandardOutputStream();

    /// <summary>Gets a writer that passes on at once what it gets.</summary>
    public static TextWriter Writer { get; } = TextWriter.Synchronized(new StreamWriter(new Guard(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1024)
    {
        AutoFlush = true,
        NewLine = Environment.NewLine,
    });

    /// <summary>Gets whether nobody will read what is written: the other end of the pipe is closed.</summary>
    public static bool HasLostReader => _stream is StandardOutputStream { HasLostReader: true };

    /// <summary>Writes a line, in which texts of others may stand.</summary>
    public static void Line(string text) => Writer.WriteLine(PrintableText.Of(text));

    /// <summary>Writes bytes as they are.</summary>
    public static void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _stream.Write(bytes);
        }
        catch (IOException e) when (e.HResult == StandardOutputStream.NoReader)
        {
            throw new ReaderGoneException();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(
                ExitCode.CannotWrite, $"Standard output cannot be written: {CommandException.Reason(e)} Redirect it to where there is room, or use -o FILE.");
        }
    }

    private sealed class Guard : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Write(ReadOnlySpan<byte> buffer) => StandardOutput.Write(buffer);

        public override void Write(byte[] buffer, int offset, int count) => StandardOutput.Write(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
