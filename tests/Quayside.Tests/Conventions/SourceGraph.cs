// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Text.RegularExpressions;
using Quayside.Testing;

namespace Quayside.Tests.Conventions;

/// <summary>Which folder's types each folder names, read from source.</summary>
/// <remarks>
/// A reference is the name of a type in code, alone or behind a namespace; comments, texts and the names of members do not count. A name
/// that two folders declare does not count either.
/// </remarks>
internal sealed partial class SourceGraph
{
    // What the compiler lets an assembly see; in others a name means something else.
    private static readonly Dictionary<string, string[]> _visible = new()
    {
        ["Quayside.Platform"] = ["Quayside.Platform"],
        ["Quayside"] = ["Quayside", "Quayside.Platform"],
        ["Quayside.Imaging"] = ["Quayside.Imaging", "Quayside", "Quayside.Platform"],
    };

    private readonly Dictionary<(string From, string To), SortedSet<string>> _references = [];

    /// <summary>Reads sources.</summary>
    /// <param name="files">Each file's path, with slashes, from the folder of all projects on, and its text.</param>
    public SourceGraph(IReadOnlyCollection<(string Path, string Text)> files)
    {
        var declared = (
            from file in files
            from Match declaration in Declaration().Matches(file.Text)
            group FolderOf(file.Path) by declaration.Groups["name"].Value into folders
            where folders.Distinct().Count() == 1
            select folders).ToDictionary(folders => folders.Key, folders => folders.First());
        Folders = [.. files.Select(file => FolderOf(file.Path)).Distinct().Order(StringComparer.Ordinal)];
        var namespaces = string.Join('|', Folders.SelectMany(folder => folder.Split('/', '.')).Distinct());
        var names = new Regex($@"(?<![\w.])[A-Z]\w*|(?<=\b(?:{namespaces})\.)[A-Z]\w*");
        foreach (var (path, text) in files)
        {
            foreach (Match name in names.Matches(Noise().Replace(text, " ")))
            {
                if (declared.TryGetValue(name.Value, out var folder) && folder != FolderOf(path) && IsVisible(FolderOf(path), folder))
                {
                    Note(FolderOf(path), folder, $"{Path.GetFileName(path)} names {name.Value}");
                }
            }
        }
    }

    /// <summary>Gets the folders.</summary>
    public IReadOnlyList<string> Folders { get; }

    /// <summary>Gets which folder names types of which, and what shows it.</summary>
    public IReadOnlyDictionary<(string From, string To), SortedSet<string>> References => _references;

    /// <summary>Reads the libraries and the tool.</summary>
    public static SourceGraph OfTheProduct()
    {
        var root = Path.Combine(Repository.Root, "src");
        return new([.. Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(file => (Path: Path.GetRelativePath(root, file).Replace('\\', '/'), File: file))
            .Where(file => !file.Path.Contains("/bin/", StringComparison.Ordinal) && !file.Path.Contains("/obj/", StringComparison.Ordinal))
            .Select(file => (file.Path, File.ReadAllText(file.File)))]);
    }

    /// <summary>Finds folders that name each other's types in a circle.</summary>
    /// <returns>One way round, or nothing.</returns>
    public static IReadOnlyList<string> FindCycle(IEnumerable<(string From, string To)> edges)
    {
        var next = edges.ToLookup(edge => edge.From, edge => edge.To);
        var done = new HashSet<string>();
        return next.Select(from => Walk(from.Key, [])).FirstOrDefault(cycle => cycle.Count > 0) ?? [];

        IReadOnlyList<string> Walk(string folder, List<string> way)
        {
            if (way.IndexOf(folder) is var start and >= 0)
            {
                return [.. way[start..], folder];
            }

            if (done.Contains(folder))
            {
                return [];
            }

            way.Add(folder);
            var cycle = next[folder].Select(to => Walk(to, way)).FirstOrDefault(found => found.Count > 0) ?? [];
            way.RemoveAt(way.Count - 1);
            _ = done.Add(folder);
            return cycle;
        }
    }

    private static bool IsVisible(string from, string to) =>
        !_visible.TryGetValue(FolderTable.AssemblyOf(from), out var assemblies) || assemblies.Contains(FolderTable.AssemblyOf(to));

    private static string FolderOf(string path) => path[..path.LastIndexOf('/')];

    private void Note(string from, string to, string evidence)
    {
        if (!_references.TryGetValue((from, to), out var all))
        {
            _references[(from, to)] = all = new(StringComparer.Ordinal);
        }

        _ = all.Add(evidence);
    }

    [GeneratedRegex(@"^(?:public|internal)\s+(?:(?:static|sealed|abstract|readonly|ref|partial|unsafe)\s+)*(?:class|struct|interface|enum|record(?:\s+struct)?|delegate\s+[\w<>\[\],?. ]+?)\s+(?<name>[A-Z]\w*)", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    // Comments, texts (not what is put into them), and lists of usings and namespaces.
    [GeneratedRegex(@"//[^\n]*|/\*.*?\*/|""(?:\\.|[^""\\\n])*""|^(?:using|namespace)[^\n]*", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Noise();
}
