// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;

namespace Quayside.Tests.Conventions;

/// <summary>Which folder may name types of which: the table in ARCHITECTURE.md, section "What stands on what".</summary>
/// <remarks>
/// A line is <c>folder: those that it stands on</c>, inside the assembly that the block's first line names; or <c>assembly > assembly: folders</c> for all of an
/// assembly.
/// </remarks>
internal static class FolderTable
{
    private const string Heading = "## What stands on what";

    static FolderTable() => Read(File.ReadAllLines(Path.Combine(Repository.Root, "ARCHITECTURE.md")));

    /// <summary>Gets the folders, as "assembly/folder".</summary>
    public static SortedSet<string> Folders { get; } = new(StringComparer.Ordinal);

    /// <summary>Gets the edges inside an assembly.</summary>
    public static HashSet<(string From, string To)> Edges { get; } = [];

    /// <summary>Gets what all folders of an assembly may name besides.</summary>
    public static HashSet<(string Assembly, string To)> Below { get; } = [];

    /// <summary>Gets whether a folder may name another one's types.</summary>
    public static bool Allows(string from, string to) => Edges.Contains((from, to)) || Below.Contains((AssemblyOf(from), to));

    /// <summary>Gets the assembly of a folder.</summary>
    public static string AssemblyOf(string folder) => folder.Split('/')[0];

    private static void Read(string[] page)
    {
        var assembly = string.Empty;
        foreach (var line in page.SkipWhile(line => line != Heading).Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal)))
        {
            if (line.StartsWith("[Quayside", StringComparison.Ordinal))
            {
                assembly = line.Trim('[', ']');
            }
            else if (assembly.Length > 0 && line.Split(':') is [var left, var right])
            {
                Add(assembly, left.Trim(), right.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
            }
        }
    }

    private static void Add(string assembly, string left, string[] folders)
    {
        if (left.StartsWith("> ", StringComparison.Ordinal))
        {
            Below.UnionWith(folders.Select(folder => (assembly, folder == "." ? left[2..] : $"{left[2..]}/{folder}")));
            return;
        }

        var from = left == "." ? assembly : $"{assembly}/{left}";
        _ = Folders.Add(from);
        Edges.UnionWith(folders.Select(folder => (from, $"{assembly}/{folder}")));
    }
}
