// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.CommandLine;
using Quayside.Cli.Outcomes;

namespace Quayside.Cli.Arguments;

/// <summary>A command with details, an example and its exit codes, which <c>--help</c> shows below the options.</summary>
/// <param name="name">What users type.</param>
/// <param name="summary">What it does, in one sentence.</param>
/// <param name="details">What else users must know, in lines of at most 78 characters.</param>
/// <param name="example">A command line that works as it stands.</param>
/// <param name="exitCodes">The codes it can end with, beside success and stopped.</param>
internal sealed class Verb(string name, string summary, string details, string example, params ExitCode[] exitCodes)
    : Command(name, summary)
{
    /// <summary>Gets what else users must know.</summary>
    public string Details { get; } = details;

    /// <summary>Gets a command line that works as it stands.</summary>
    public string Example { get; } = example;

    /// <summary>Gets the codes the verb can end with, in order.</summary>
    public IReadOnlyList<ExitCode> ExitCodes { get; } = [ExitCode.Success, .. exitCodes, ExitCode.Stopped];
}
