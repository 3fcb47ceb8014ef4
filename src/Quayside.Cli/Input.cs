// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Cli;

/// <summary>Reads what the user names, completely and before anything is changed.</summary>
internal static class Input
{
    /// <summary>Reads a file, or standard input for <c>-</c>.</summary>
    /// <exception cref="CommandException">It cannot be read, or holds no byte.</exception>
    public static byte[] Read(string file)
    {
        var bytes = file == "-" ? ReadStandardInput() : ReadFile(file);
        if (bytes.Length == 0)
        {
            throw new CommandException(
                ExitCode.BadData, $"{Name(file)} holds 0 bytes, and no segment can be empty. Give at least one byte.");
        }

        return bytes;
    }

    private static string Name(string file) => file == "-" ? "Standard input" : file;

    private static byte[] ReadFile(string file)
    {
        if (Directory.Exists(file))
        {
            throw new CommandException(ExitCode.CannotRead, $"{file} is a folder. Name a file, or - for standard input.");
        }

        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CommandException(ExitCode.CannotRead, $"There is no file {file}. Check the name, or use - for standard input.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(
                ExitCode.CannotRead, $"{file} cannot be read: {CommandException.Reason(e)} Check the file and its permissions.");
        }
    }

    /// <summary>Reads standard input, which may be empty.</summary>
    /// <exception cref="CommandException">It cannot be read.</exception>
    public static byte[] ReadStandardInput()
    {
        try
        {
            using var input = Console.OpenStandardInput();
            using var bytes = new MemoryStream();
            input.CopyTo(bytes);
            return bytes.ToArray();
        }
        catch (IOException e)
        {
            throw new CommandException(
                ExitCode.CannotRead, $"Standard input cannot be read: {CommandException.Reason(e)} Redirect it from a file or a pipe.");
        }
    }
}
