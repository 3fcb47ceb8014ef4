// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Cli.Outcomes;
using Quayside.Cli.Terminal;
using Quayside.Platform.Files;

namespace Quayside.Cli.Streams;

/// <summary>Reads what a verb takes in: a file, or standard input for <c>-</c>.</summary>
internal static class Input
{
    /// <summary>Opens a file as it is; what has no length, such as a pipe, is read to its end first.</summary>
    /// <param name="file">The file.</param>
    /// <returns>A stream at its start, of a length that is at least 1.</returns>
    /// <exception cref="CommandException">It cannot be read, or holds no byte.</exception>
    public static Stream Open(string file)
    {
        var stream = file == "-" || FileKinds.Of(file) == FileKind.Stream ? SpoolOf(file) : OpenFile(file);
        if (stream.Length > 0)
        {
            return stream;
        }

        stream.Dispose();
        throw new CommandException(ExitCode.BadData, $"{Name(file)} holds 0 bytes, and no segment can be empty. Give at least one byte.");
    }

    /// <summary>Reads a file whole.</summary>
    /// <exception cref="CommandException">It cannot be read, holds no byte, or more than fit into an array.</exception>
    public static byte[] Read(string file)
    {
        using var stream = Open(file);
        if (stream.Length > Array.MaxLength)
        {
            throw new CommandException(ExitCode.BadData, $"{Name(file)} has {stream.Length} bytes, and pictures have fewer than 2 GiB. Use quayside put for bytes.");
        }

        return Try(file, () =>
        {
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        });
    }

    /// <summary>Reads standard input, which may be empty.</summary>
    /// <exception cref="CommandException">It cannot be read.</exception>
    public static byte[] ReadStandardInput()
    {
        using var stream = SpoolOf("-");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>Does something with an input; that it cannot be read, or has become shorter, is said of it.</summary>
    public static T Try<T>(string file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (EndOfStreamException)
        {
            throw new CommandException(ExitCode.CannotRead, $"{Name(file)} became shorter while it was read; nothing was changed. Put it again when it is complete.");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CommandException(ExitCode.CannotRead, $"There is no file {file}. Check the name, or use - for standard input.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(
                ExitCode.CannotRead,
                $"{Name(file)} cannot be read: {CommandException.Reason(e)} "
                    + (file == "-" ? "Redirect it from a file or a pipe." : "Check the file and its permissions."));
        }
    }

    private static string Name(string file) => file == "-" ? "Standard input" : file;

    private static FileStream OpenFile(string file) => FileKinds.Of(file) == FileKind.Directory
        ? throw new CommandException(ExitCode.CannotRead, $"{file} is a folder. Name a file, or - for standard input.")
        : Try(file, () => new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));

    private static Stream SpoolOf(string file) => Try(file, () => Spool.Of(spool =>
    {
        using var notice = new WaitNotice($"reading {Name(file).ToLowerInvariant()} to its end");
        using var input = file == "-" ? Console.OpenStandardInput() : File.OpenRead(file);
        using var counted = new CountedStream(spool, done => notice.Text = $"reading {Name(file)}, {Words.Size(done)} so far");
        input.CopyTo(counted);
    }));
}
