// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine;
using Quayside.Cli.Commands;
using Quayside.Cli.Outcomes;
using Quayside.Cli.Terminal;

namespace Quayside.Cli;

/// <summary>The whole tool as one function from arguments to exit code.</summary>
internal static class CommandLine
{
    /// <summary>Runs the verb that the arguments name; what goes wrong becomes one line on standard error and a named exit code.</summary>
    public static int Run(string[] args)
    {
        try
        {
            // A key or a command's argument may begin with '@': it is never the name of a file of arguments.
            var root = Root();
            var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
            if (parsed.Action is ParseErrorAction)
            {
                if (UnknownVerb.In(root, args) is { } unknown)
                {
                    throw new CommandException(ExitCode.Usage, unknown);
                }

                throw new CommandException(ExitCode.Usage, $"{parsed.Errors[^1].Message} Run `{HelpFor(parsed)}` to see how.");
            }

            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = StandardOutput.Writer });
        }
        catch (Exception exception)
        {
            return ErrorReport.Write(exception);
        }
    }

    private static RootCommand Root()
    {
        var root = new RootCommand("Puts, gets, shows and locks shared memory under the keys that Qt programs use (QSharedMemory).")
        {
            PutCommand.Create(),
            GetCommand.Create(),
            PictureCommand.Create(),
            KeyCommand.Create(),
            LockCommand.Create(),
            WatchCommand.Create(),
            LiveCommand.Create(),
            FramesCommand.Create(),
            LsCommand.Create(),
            InspectCommand.Create(),
            RmCommand.Create(),
            DoctorCommand.Create(),
        };
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new VerbHelpAction((HelpAction)help.Action!);
        return root;
    }

    private static string HelpFor(ParseResult parsed)
    {
        var names = new List<string> { "--help" };
        for (var result = parsed.CommandResult; result is not null; result = result.Parent as System.CommandLine.Parsing.CommandResult)
        {
            names.Insert(0, result.Command is RootCommand ? "quayside" : result.Command.Name);
        }

        return string.Join(' ', names);
    }
}
