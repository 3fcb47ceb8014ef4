// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.RegularExpressions;
using Quayside.Platform.Common;
using Quayside.Platform.Files;
using Quayside.Platform.Native;

namespace Quayside.Platform.Objects.Posix;

/// <summary>Names under which a file is kept for a moment, while its own is given or taken away. Stateless and thread-safe.</summary>
/// <remarks>
/// They are /dev/shm/quayside-HASH.PROCESS-RANDOM.PURPOSE: HASH is the file's, so that what a kill leaves is found by whoever uses the name
/// next; PROCESS tells people who made it; RANDOM keeps other users from putting something there first. A name with something added
/// might become too long.
/// </remarks>
internal static partial class SiblingFile
{
    /// <summary>How all of the names begin.</summary>
    public const string Prefix = "quayside-";

    /// <summary>The purpose of a file that is about to get its name.</summary>
    public const string Born = "new";

    /// <summary>Makes a name that nobody else has and nobody can guess.</summary>
    /// <param name="path">The file.</param>
    /// <param name="purpose">What for, in small letters.</param>
    public static string NewPath(string path, string purpose) =>
        string.Create(
            CultureInfo.InvariantCulture, $"{PosixName.Directory}/{PrefixOf(path)}{Environment.ProcessId}-{Guid.NewGuid():N}.{purpose}");

    /// <summary>Gets how the names of all siblings of a file begin.</summary>
    public static string PrefixOf(string path) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{XxHash64.HashToUInt64(Encoding.UTF8.GetBytes(path)):x16}.");

    /// <summary>Gets whether a file name is one of these.</summary>
    public static bool IsOne(string fileName) => Pattern().IsMatch(fileName);

    /// <summary>Gets the process that made a file, by its name; null if that tells of none.</summary>
    public static int? MakerOf(string fileName) =>
        int.TryParse(Pattern().Match(fileName).Groups["process"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var process) ? process : null;

    /// <summary>Removes siblings of a file that killed processes left.</summary>
    /// <param name="path">The file.</param>
    /// <param name="policy">Whose may be removed.</param>
    public static void Sweep(string path, AccessPolicy policy)
    {
        try
        {
            foreach (var sibling in Directory.EnumerateFiles(PosixName.Directory, PrefixOf(path) + "*"))
            {
                if (IsLeftover(sibling, policy))
                {
                    _ = LibC.unlink(sibling);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Without the directory there are none; making the file tells of it.
        }
    }

    // Who is at it has it open. A living process that is about to remove it finds itself disturbed, and puts the name back if it is free.
    private static bool IsLeftover(string sibling, AccessPolicy policy) => IsOne(Path.GetFileName(sibling))
        && FileStatus.Of(sibling, out var status) == 0
        && status.IsRegular
        && policy.IsWelcome(status.Owner)
        && WriteLease.IsAlone(sibling, status.Identity);

    // Those of earlier versions may be without process and random part.
    [GeneratedRegex("^quayside-[0-9a-f]{16}\\.((?<process>[0-9]+)-[0-9a-f]+\\.)?[a-z]+$")]
    private static partial Regex Pattern();
}
