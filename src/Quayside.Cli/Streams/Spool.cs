// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Cli.Streams;

/// <summary>Keeps bytes until they can go on: few of them in memory, many in a file of its own that goes with the process.</summary>
internal static class Spool
{
    private const int MostInMemory = 16 << 20;

    /// <summary>Takes what is written, and gives it to be read from the start.</summary>
    /// <param name="write">Writes the bytes.</param>
    public static Stream Of(Action<Stream> write)
    {
        var spool = new Growing();
        try
        {
            write(spool);
            return spool.ToRead();
        }
        catch
        {
            spool.Dispose();
            throw;
        }
    }

    private static FileStream NewFile() =>
        new(Path.GetTempFileName(), new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose });

    private sealed class Growing : Stream
    {
        private Stream _kept = new MemoryStream();

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => _kept.Length;

        public override long Position
        {
            get => _kept.Position;
            set => throw new NotSupportedException();
        }

        public Stream ToRead()
        {
            _kept.Position = 0;
            return _kept;
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (_kept is MemoryStream memory && memory.Length + buffer.Length > MostInMemory)
            {
                _kept = NewFile();
                memory.Position = 0;
                memory.CopyTo(_kept);
                memory.Dispose();
            }

            _kept.Write(buffer);
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            _kept.Dispose();
            base.Dispose(disposing);
        }
    }
}
