// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.CommandLine;

namespace Quayside.Cli;

/// <summary>Finds a word that stands where a verb is wanted and is none, and what may have been meant.</summary>
internal static class UnknownVerb
{
    /// <summary>Looks through the arguments up to the first option.</summary>
    /// <returns>A sentence about the word, or null when all verbs are known.</returns>
    public static string? In(Command root, IReadOnlyList<string> arguments)
    {
        var command = root;
        var path = "quayside";
        foreach (var word in arguments)
        {
            if (command.Subcommands.Count == 0 || word.StartsWith('-'))
            {
                return null;
            }

            var verb = command.Subcommands.FirstOrDefault(one => one.Name == word || one.Aliases.Contains(word));
            if (verb is null)
            {
                var known = command.Subcommands.Select(one => one.Name).ToArray();
                var near = Nearest(word, known);
                return $"'{word}' is no verb of {path}. "
                    + (near is null ? $"The verbs are {string.Join(", ", known)}." : $"Do you mean `{path} {near}`? `{path} --help` shows all.");
            }

            command = verb;
            path += " " + verb.Name;
        }

        return null;
    }

    private static string? Nearest(string word, IEnumerable<string> known)
    {
        // A word that was begun counts as near, and so does one with a slip in every third letter.
        var best = known
            .Select(name => (Name: name, Distance: name.StartsWith(word, StringComparison.OrdinalIgnoreCase) ? 0 : Distance(word.ToLowerInvariant(), name)))
            .MinBy(pair => pair.Distance);
        return best.Distance <= Math.Max(1, best.Name.Length / 3) ? best.Name : null;
    }

    /// <summary>Counts letters that were added, left out, mistaken or swapped with their neighbour (the restricted Damerau-Levenshtein distance).</summary>
    private static int Distance(string left, string right)
    {
        var cost = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                cost[i, j] = i == 0 ? j : j == 0 ? i : Math.Min(
                    Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1,
                    cost[i - 1, j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
                }
            }
        }

        return cost[left.Length, right.Length];
    }
}
