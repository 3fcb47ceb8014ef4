// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Buffers;
using System.Text.Unicode;

namespace Quayside.Cli;

/// <summary>Writes what a verb got, byte for byte, to where the user wants it.</summary>
internal static class Output
{
    private static readonly SearchValues<byte> _controls =
        SearchValues.Create([.. Enumerable.Range(0, 32).Where(c => c is not ('\t' or '\n' or '\r')).Select(c => (byte)c), 127]);

    /// <summary>Writes to a file, or to standard output without a name or for <c>-</c>.</summary>
    /// <exception cref="CommandException">It cannot be written, or would upset a terminal that nobody named.</exception>
    public static void Write(string? file, ReadOnlySpan<byte> bytes)
    {
        if (file is null && !Console.IsOutputRedirected && IsBinary(bytes))
        {
            throw new CommandException(
                ExitCode.Usage, "The bytes are binary and standard output is a terminal. Use -o FILE or a pipe, or -o - if you mean it.");
        }

        try
        {
            if (file is null or "-")
            {
                using var output = Console.OpenStandardOutput();
                output.Write(bytes);
            }
            else
            {
                WriteFile(file, bytes);
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

    private static void WriteFile(string file, ReadOnlySpan<byte> bytes)
    {
        var link = new FileInfo(file);
        var target = (link.LinkTarget is null ? link : link.ResolveLinkTarget(returnFinalTarget: true)!).FullName;
        if (Directory.Exists(target))
        {
            throw new IOException("It is a folder.");
        }

        // A device is written to; replacing /dev/null by a file would break the system of a user who may.
        if (IsDevice(target))
        {
            using var device = new FileStream(target, FileMode.Open, FileAccess.Write);
            device.Write(bytes);
        }
        else
        {
            Replace(target, bytes);
        }
    }

    // .NET does not tell a file's type. Of what is below /dev, only /dev/shm holds ordinary files.
    private static bool IsDevice(string target) =>
        target.StartsWith("/dev/", StringComparison.Ordinal) && !target.StartsWith("/dev/shm/", StringComparison.Ordinal);

    private static void Replace(string target, ReadOnlySpan<byte> bytes)
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
                stream.Write(bytes);
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
