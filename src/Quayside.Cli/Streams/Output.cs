// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Buffers;
using System.Text.Unicode;
using Quayside.Cli.Outcomes;
using Quayside.Cli.Processes;
using Quayside.Cli.Terminal;
using Quayside.Platform.Files;

namespace Quayside.Cli.Streams;

/// <summary>
/// Writes what a verb copies out: a file in one step, so that nobody sees half of it; into a pipe, a device or standard output as it comes. What stands at the
/// path is told by its type, not by its name.
/// </summary>
internal static class Output
{
    private const int Step = 1 << 20;

    private static readonly SearchValues<byte> _controls =
        SearchValues.Create([.. Enumerable.Range(0, 32).Where(c => c is not ('\t' or '\n' or '\r')).Select(c => (byte)c), 127]);

    // Paths of descriptors of this process; the first name is standard output.
    private static readonly string[] _standardOutputs = ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"];

    /// <summary>Writes bytes to a file, or to standard output without a name or for <c>-</c>.</summary>
    /// <exception cref="CommandException">It cannot be written, or would upset a terminal that nobody named.</exception>
    public static void Write(string? file, ReadOnlyMemory<byte> bytes) => Copy(file, stream => stream.Write(bytes.Span));

    /// <summary>Copies bytes to a file, or to standard output without a name or for <c>-</c>.</summary>
    /// <param name="file">The file.</param>
    /// <param name="copy">Writes the bytes to a stream that takes them at once: a file or memory.</param>
    /// <inheritdoc cref="Write"/>
    public static void Copy(string? file, Action<Stream> copy)
    {
        try
        {
            if (file is null or "-" || _standardOutputs.Contains(file))
            {
                using var bytes = Spool.Of(copy);
                WriteStandardOutput(bytes, mayBeBinary: file is not null);
                return;
            }

            var target = Resolve(file);
            switch (FileKinds.Of(target))
            {
                case FileKind.Directory:
                    throw new IOException("It is a folder.");

                case FileKind.Stream:
                    using (var bytes = Spool.Of(copy))
                    {
                        WriteInPlace(target, bytes);
                    }

                    return;

                default:
                    Replace(target, copy);
                    return;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(
                ExitCode.CannotWrite,
                $"{file ?? "Standard output"} cannot be written: {CommandException.Reason(e)} "
                    + "Check the folder, its permissions and its free space.");
        }
    }

    private static bool IsBinary(ReadOnlySpan<byte> bytes) => bytes.ContainsAny(_controls) || !Utf8.IsValid(bytes);

    private static void WriteStandardOutput(Stream bytes, bool mayBeBinary)
    {
        var buffer = new byte[Step];
        if (!mayBeBinary && !Console.IsOutputRedirected)
        {
            // A terminal gets what fits on some hundred screens, or nothing.
            var count = bytes.ReadAtLeast(buffer, Step, throwOnEndOfStream: false);
            if (IsBinary(buffer.AsSpan(0, count)) && count < Step)
            {
                throw new CommandException(
                    ExitCode.Usage, "The bytes are binary and standard output is a terminal. Use -o FILE or a pipe, or -o - if you mean it.");
            }

            bytes.Position = 0;
        }

        for (int count; (count = bytes.Read(buffer)) > 0;)
        {
            StandardOutput.Write(buffer.AsSpan(0, count));
        }
    }

    // Links are followed, but not those that the kernel makes for open files: their text is no path.
    private static string Resolve(string file)
    {
        var link = new FileInfo(file);
        return link.LinkTarget is null || FileKinds.Of(file) == FileKind.Stream ? link.FullName : link.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
    }

    private static void WriteInPlace(string target, Stream bytes)
    {
        using var handle = File.OpenHandle(target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        using var stream = new FileStream(handle, FileAccess.Write, bufferSize: 0);
        try
        {
            bytes.CopyTo(stream);
        }
        catch (IOException e) when (e.HResult == StandardOutputStream.NoReader)
        {
            throw new ReaderGoneException();
        }
    }

    private static void Replace(string target, Action<Stream> copy)
    {
        var temporary = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}.tmp");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows() && File.Exists(target))
        {
            options.UnixCreateMode = File.GetUnixFileMode(target);
        }

        using var untilDone = new Interruption();
        try
        {
            using (var stream = new FileStream(temporary, options))
            {
                copy(stream);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
