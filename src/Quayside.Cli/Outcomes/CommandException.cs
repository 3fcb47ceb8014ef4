// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Cli.Outcomes;

/// <summary>A verb cannot do its work: the exit code, and one line for the user that says why and what to do.</summary>
/// <param name="code">What the tool ends with.</param>
/// <param name="message">The reason and the remedy.</param>
internal sealed class CommandException(ExitCode code, string message) : Exception(message)
{
    /// <summary>Gets what the tool ends with.</summary>
    public ExitCode Code { get; } = code;

    /// <summary>Gets an exception's message as a sentence, so that another can follow it.</summary>
    public static string Reason(Exception exception) => exception.Message.TrimEnd('.') + ".";
}
