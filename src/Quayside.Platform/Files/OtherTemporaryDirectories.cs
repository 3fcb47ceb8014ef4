// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Text;

namespace Quayside.Platform.Files;

/// <summary>Looks where the programs on the other side may keep a key file: in the TMPDIRs of this user's other processes.</summary>
/// <remarks>
/// Stateless and thread-safe. For messages only, because it reads the environment of every process that lets it (proc(5)), and of none
/// that belongs to another user unless this one is root.
/// </remarks>
internal static class OtherTemporaryDirectories
{
    private const string Variable = "TMPDIR=";

    /// <summary>Finds the key file under the same name in another directory.</summary>
    /// <param name="path">Where it was looked for in vain.</param>
    /// <returns>Where it is, or null when it is nowhere else, or when the path is not one in this process's directory.</returns>
    public static string? Find(string path)
    {
        var own = TemporaryDirectory.Find();
        var name = Path.GetFileName(path);
        return path == $"{own}/{name}"
            ? Directories().Where(directory => directory != own).Select(directory => $"{directory}/{name}").FirstOrDefault(File.Exists)
            : null;
    }

    private static HashSet<string> Directories() =>
    [
        .. Processes().Select(EnvironmentOf).Select(ValueIn).Append(string.Empty).Distinct().Select(TemporaryDirectory.Of),
    ];

    private static string[] Processes() => Directory.Exists("/proc") ? Directory.GetDirectories("/proc", "*") : [];

    private static string EnvironmentOf(string process)
    {
        try
        {
            return char.IsAsciiDigit(Path.GetFileName(process)[0]) ? File.ReadAllText($"{process}/environ", Encoding.UTF8) : string.Empty;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another user's, or gone.
            return string.Empty;
        }
    }

    private static string ValueIn(string environment) =>
        environment.Split('\0').FirstOrDefault(entry => entry.StartsWith(Variable, StringComparison.Ordinal))?[Variable.Length..]
        ?? string.Empty;
}
