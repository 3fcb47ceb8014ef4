// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Quayside.Cli.Outcomes;

namespace Quayside.Cli.Processes;

/// <summary>A command that runs with our standard input, output and error, and whose end is ours.</summary>
/// <remarks>
/// While it runs, signals are its own business, as in system(3): a terminal sends Ctrl-C and Ctrl-\ to it as well, so they are not
/// sent twice; SIGTERM and SIGHUP reach only us, so they are passed on. We never end before it.
/// </remarks>
internal sealed class ChildCommand
{
    private const int NoSuchFile = 2;

    private readonly ProcessStartInfo _start;
    private readonly Lock _gate = new();
    private Process? _process;
    private PosixSignal? _pending;

    private ChildCommand(ProcessStartInfo start) => _start = start;

    /// <summary>Looks the command up, as a shell does, without starting it.</summary>
    /// <exception cref="CommandException">There is no such command.</exception>
    public static ChildCommand Prepare(IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo(ProgramPath.Find(command[0]));
        foreach (var argument in command.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        return new ChildCommand(start);
    }

    /// <summary>Starts the command and waits for its end.</summary>
    /// <param name="stop">Cancelled: do not start it any more. A command that runs ends when it wants to.</param>
    /// <returns>Its exit code, or 128 and the number of the signal that killed it.</returns>
    /// <exception cref="CommandException">It cannot be started.</exception>
    public int Run(CancellationToken stop)
    {
        using var handlers = new SignalHandlers(Handle);
        stop.ThrowIfCancellationRequested();
        using var process = Start();
        lock (_gate)
        {
            _process = process;
            if (_pending is { } signal)
            {
                Send(signal, process);
            }
        }

        process.WaitForExit();
        lock (_gate)
        {
            _process = null;
            return process.ExitCode;
        }
    }

    private Process Start()
    {
        try
        {
            return Process.Start(_start)!;
        }
        catch (Win32Exception e) when (e.NativeErrorCode == NoSuchFile)
        {
            throw ProgramPath.NotFound(_start.FileName);
        }
        catch (Win32Exception e)
        {
            throw new CommandException(
                ExitCode.CannotExecute,
                $"{_start.FileName} cannot be executed: {new Win32Exception(e.NativeErrorCode).Message}. "
                    + "Check its permissions and its first line.");
        }
    }

    private void Handle(PosixSignalContext context)
    {
        context.Cancel = true;
        if (context.Signal is PosixSignal.SIGTERM or PosixSignal.SIGHUP)
        {
            lock (_gate)
            {
                if (_process is null)
                {
                    _pending = context.Signal;
                }
                else
                {
                    Send(context.Signal, _process);
                }
            }
        }
    }

    // .NET sends no signal but SIGKILL; the shell that every Unix has sends any. On Windows a console tells all its programs itself.
    private static void Send(PosixSignal signal, Process process)
    {
        if (!OperatingSystem.IsWindows() && !process.HasExited)
        {
            var kill = string.Create(CultureInfo.InvariantCulture, $"kill -{SignalHandlers.Number(signal)} {process.Id}");
            using var shell = Process.Start("/bin/sh", ["-c", kill]);
            shell.WaitForExit();
        }
    }
}
