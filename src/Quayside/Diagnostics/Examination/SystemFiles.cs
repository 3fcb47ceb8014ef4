// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Diagnostics.Examination;

/// <summary>Configuration files of the system, read as systemd does: a file hides those of its name in later directories (systemd.syntax(7)).</summary>
/// <param name="root">Before every path; empty for this system.</param>
internal sealed class SystemFiles(string root)
{
    /// <summary>Gets the files of the running system.</summary>
    public static SystemFiles OfThisSystem { get; } = new(string.Empty);

    /// <summary>Gets whether a file or directory is there.</summary>
    public bool Exists(string path) => Path.Exists(root + path);

    /// <summary>Reads the lines of the files of a directory name, in the order in which later ones override earlier ones.</summary>
    /// <param name="directory">The name below /etc, /run and /usr/lib, such as "tmpfiles.d".</param>
    public IEnumerable<(string File, string Line)> Lines(string directory)
    {
        string[] places = ["/etc/", "/run/", "/usr/local/lib/", "/usr/lib/"];
        return places
            .Select(place => root + place + directory)
            .Where(Directory.Exists)
            .SelectMany(path => Directory.GetFiles(path, "*.conf"))
            .DistinctBy(Path.GetFileName)
            .OrderBy(Path.GetFileName, StringComparer.Ordinal)
            .SelectMany(Read);
    }

    /// <summary>Reads the lines of one file; a missing or forbidden one has none.</summary>
    public IEnumerable<(string File, string Line)> LinesOf(string path) => File.Exists(root + path) ? Read(root + path) : [];

    private static IEnumerable<(string File, string Line)> Read(string path)
    {
        try
        {
            return [.. File.ReadAllLines(path).Select(line => (path, line.Trim())).Where(pair => pair.Item2 is not ("" or ['#' or ';', ..]))];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
