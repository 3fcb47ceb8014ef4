// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Text.RegularExpressions;
using Quayside.Testing;

namespace Quayside.Documentation.Tests;

/// <summary>The names of all tests, read from their sources: <c>Class.Method</c>, where the method may be a base class's.</summary>
internal static partial class TestIndex
{
    private static readonly Dictionary<string, string?> _bases = [];
    private static readonly HashSet<(string Class, string Method)> _methods = [];

    static TestIndex()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories))
        {
            if (!file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            {
                Read(File.ReadAllText(file));
            }
        }
    }

    /// <summary>Gets whether there is a test of this name.</summary>
    public static bool Has(string name)
    {
        var (type, method) = (name[..name.IndexOf('.', StringComparison.Ordinal)], name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..]);
        for (string? at = type; at is not null; at = _bases.GetValueOrDefault(at))
        {
            if (_methods.Contains((at, method)))
            {
                return true;
            }
        }

        return false;
    }

    private static void Read(string source)
    {
        var classes = Class().Matches(source);
        foreach (var declaration in classes.Where(declaration => declaration.Groups["base"].Success))
        {
            _bases[declaration.Groups["name"].Value] = declaration.Groups["base"].Value;
        }

        foreach (Match test in Test().Matches(source))
        {
            var home = classes.Last(declaration => declaration.Index < test.Index);
            _ = _methods.Add((home.Groups["name"].Value, test.Groups["name"].Value));
        }
    }

    [GeneratedRegex(@"^(public|internal)[ \w]* class (?<name>\w+)(\([^)\n]*\))?( : (?<base>\w+))?", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Class();

    [GeneratedRegex(@"^    \[(Fact|Theory)\b.*\n(    \[.*\n)*    public (async )?\w+ (?<name>\w+)\(", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Test();
}
