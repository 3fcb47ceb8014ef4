// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Cli.Outcomes;
using Quayside.Cli.Terminal;
using Quayside.Imaging;

namespace Quayside.Cli;

/// <summary>The one place that turns exceptions into exit codes and into the one line that users see.</summary>
internal static class ErrorReport
{
    private const int SigPipe = 13;

    /// <summary>Writes the line and returns the exit code.</summary>
    public static int Write(Exception exception)
    {
        if (exception is ReaderGoneException)
        {
            return ExitCode.StoppedBy(SigPipe).Number;
        }

        var message = exception switch
        {
            CommandException or SharedMemoryException or QuaysideException or PictureFormatException => exception.Message,
            OutOfMemoryException => "There is not enough memory for this in the process (see the limit of its container, and DOTNET_GCHeapHardLimit).",
            _ => $"Unexpected {exception.GetType().Name}: {CommandException.Reason(exception)} "
                + "This is a fault of quayside; please report it.",
        };
        StandardError.Line("quayside: " + message.ReplaceLineEndings(" "));
        return CodeOf(exception).Number;
    }

    private static ExitCode CodeOf(Exception exception) => exception switch
    {
        CommandException e => e.Code,
        PictureFormatException => ExitCode.BadData,
        SharedMemoryException e => CodeOf(e.Error),
        QuaysideException e => CodeOf(e.Error),
        OutOfMemoryException => ExitCode.System,
        _ => ExitCode.Internal,
    };

    private static ExitCode CodeOf(QuaysideError error) => error switch
    {
        QuaysideError.NotFound => ExitCode.NotFound,
        QuaysideError.PermissionDenied => ExitCode.PermissionDenied,
        QuaysideError.InvalidKey => ExitCode.Usage,
        QuaysideError.NotAQuaysideSegment or QuaysideError.OtherLayout or QuaysideError.OtherType or QuaysideError.Corrupt => ExitCode.BadData,
        QuaysideError.OtherWriter => ExitCode.InUse,
        QuaysideError.TimedOut => ExitCode.LockTimeout,
        _ => ExitCode.System,
    };

    private static ExitCode CodeOf(SharedMemoryError error) => error switch
    {
        SharedMemoryError.NotFound => ExitCode.NotFound,
        SharedMemoryError.PermissionDenied => ExitCode.PermissionDenied,
        SharedMemoryError.LockError => ExitCode.LockTimeout,
        _ => ExitCode.System,
    };
}
