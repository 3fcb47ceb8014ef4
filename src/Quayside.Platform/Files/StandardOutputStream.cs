// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Runtime.InteropServices;
using Quayside.Platform.Common;
using Quayside.Platform.Native;

namespace Quayside.Platform.Files;

/// <summary>Standard output as the system has it (write(2)): what it refuses is an error, a reader that has gone too.</summary>
/// <remarks>
/// Thread-safe as the system call is. .NET's own stream keeps silent about a pipe without a reader (EPIPE), so a program that goes on printing would never
/// hear that nobody reads.
/// </remarks>
internal sealed unsafe class StandardOutputStream : Stream
{
    /// <summary>The error number of a pipe that nobody reads.</summary>
    public const int NoReader = Errno.EPIPE;

    private const int Descriptor = 1;

    private readonly bool _isOpen = IsInherited();

    /// <summary>Gets whether standard output is a pipe or a socket whose other end is closed: nobody will read what is written.</summary>
    public bool HasLostReader
    {
        get
        {
            if (!_isOpen)
            {
                return false;
            }

            var one = new LibC.pollfd { fd = Descriptor, events = 0 };
            return LibC.poll(&one, 1, 0) > 0 && (one.revents & LibC.POLLERR) != 0; // Holds: a local, used during the call.
        }
    }

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The system refused; <see cref="Exception.HResult"/> is the error number: EPIPE when nobody reads, EBADF when it is closed.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (!_isOpen)
        {
            throw Failure(Errno.EBADF);
        }

        fixed (byte* start = buffer)
        {
            var done = 0;
            while (done < buffer.Length)
            {
                // Holds: the rest of the span, pinned during the call.
                var written = LibC.write(Descriptor, start + done, (nuint)(buffer.Length - done));
                if (written >= 0)
                {
                    done += (int)written;
                    continue;
                }

                var error = Marshal.GetLastPInvokeError();
                if (error == Errno.EAGAIN)
                {
                    // Whoever shares the terminal may have made it non-blocking.
                    var one = new LibC.pollfd { fd = Descriptor, events = LibC.POLLOUT };
                    _ = LibC.poll(&one, 1, -1); // Holds: a local, used during the call.
                }
                else if (error != Errno.EINTR)
                {
                    throw Failure(error);
                }
            }
        }
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    private static IOException Failure(int error) => new(ProcessInfo.DescribeError(error)) { HResult = error };

    // What was there before exec(2) cannot be marked to be closed by it. A number that the runtime has opened since is marked, and is not ours to write to.
    private static bool IsInherited()
    {
        var flags = LibC.fcntl(Descriptor, LibC.F_GETFD, 0);
        return flags >= 0 && (flags & LibC.FD_CLOEXEC) == 0;
    }
}
