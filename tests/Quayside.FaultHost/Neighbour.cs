// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;

namespace Quayside.FaultHost;

/// <summary>A second process, in which no call fails: it uses a key after a failure as if nothing had happened.</summary>
internal sealed class Neighbour(ChildProcess process) : IDisposable
{
    /// <summary>Uses the key and leaves it as the last one.</summary>
    /// <returns>What was wrong with it, or null.</returns>
    public string? Use(IpcKey key)
    {
        string[] commands = [$"create-or-attach\t{key.LegacyKey ?? key.ToString()}\t10", "lock", "write\t0\t1", "unlock", "dispose"];
        string[] wanted = ["C|A|R", "locked", "written", "True", "disposed"];
        for (var i = 0; i < commands.Length; i++)
        {
            var answer = process.Ask(commands[i]);
            if (!wanted[i].Split('|').Any(start => answer.StartsWith(start, StringComparison.Ordinal)))
            {
                return $"another process was told '{answer}' when it said '{commands[i]}'";
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => process.Dispose();
}
