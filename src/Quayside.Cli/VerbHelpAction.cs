// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Quayside.Cli.Arguments;
using Quayside.Cli.Outcomes;

namespace Quayside.Cli;

/// <summary>Help that ends with the verb's details, an example and its exit codes; for the tool as a whole with all of them.</summary>
/// <param name="standard">Writes everything above them.</param>
internal sealed class VerbHelpAction(HelpAction standard) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var result = standard.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        var verb = parseResult.CommandResult.Command as Verb;
        if (verb is not null)
        {
            WriteSection(output, "Details:", verb.Details.Split('\n'));
        }

        WriteSection(output, "Example:", [verb?.Example ?? "quayside picture put share photo.png"]);
        var exitCodes = verb?.ExitCodes ?? ExitCode.All;
        WriteSection(output, "Exit codes:", exitCodes.Select(code => $"{code.Number,5}  {code.Name,-18} {code.Meaning}"));
        return result;
    }

    private static void WriteSection(TextWriter output, string title, IEnumerable<string> lines)
    {
        output.WriteLine(title);
        foreach (var line in lines)
        {
            output.WriteLine("  " + line);
        }

        output.WriteLine();
    }
}
