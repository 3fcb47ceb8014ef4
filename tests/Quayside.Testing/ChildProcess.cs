// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Quayside.Testing;

/// <summary>A process of ours that a test drives line by line over standard input and output, and kills by the id it started.</summary>
/// <remarks>Disposing kills what still runs. Not safe for use by several threads at once.</remarks>
public sealed class ChildProcess : IDisposable
{
    private readonly Process _process;

    // Never disposed: output may still arrive then, and it holds nothing but memory.
    private readonly BlockingCollection<string> _lines = [];
    private readonly StringBuilder _errors = new();

    private ChildProcess(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, e) =>
        {
            if (e.Data is null)
            {
                _lines.CompleteAdding();
            }
            else
            {
                _lines.Add(e.Data);
            }
        };
        _process.ErrorDataReceived += (_, e) =>
        {
            lock (_errors)
            {
                _errors.AppendLine(e.Data);
            }
        };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Gets the id of the process.</summary>
    public int Id => _process.Id;

    /// <summary>Gets whether the process has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Gets what the process has written on standard error so far.</summary>
    public string Errors
    {
        get
        {
            lock (_errors)
            {
                return _errors.ToString();
            }
        }
    }

    /// <summary>Starts <paramref name="fileName"/> with its arguments; variables with a null value are taken out of the environment.</summary>
    public static ChildProcess Start(
        string fileName, IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string?>>? environment = null)
    {
        var start = new ProcessStartInfo(fileName, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        foreach (var (name, value) in environment ?? [])
        {
            start.Environment[name] = value;
        }

        return new ChildProcess(Process.Start(start) ?? throw new InvalidOperationException($"{fileName} did not start."));
    }

    /// <summary>Sends one line.</summary>
    public void Send(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
    }

    /// <summary>Reads one line; throws with the process's errors when none comes or the process ended.</summary>
    public string Read(TimeSpan? patience = null)
    {
        if (TryRead(out var line, patience))
        {
            return line;
        }

        var state = _process.HasExited ? $"ended with exit code {_process.ExitCode}" : "says nothing";
        throw new TimeoutException($"Process {Id} {state}. Its errors: {Errors}");
    }

    /// <summary>Reads one line; false when none comes or the process ended without another.</summary>
    public bool TryRead([NotNullWhen(true)] out string? line, TimeSpan? patience = null) => _lines.TryTake(out line, patience ?? Watchdog.Patience);

    /// <summary>Sends one line and reads the answer.</summary>
    public string Ask(string line, TimeSpan? patience = null)
    {
        Send(line);
        return Read(patience);
    }

    /// <summary>Gets whether no line arrives within <paramref name="time"/>: the process is still waiting for something.</summary>
    public bool IsSilentFor(TimeSpan time)
    {
        Thread.Sleep(time);
        return _lines.Count == 0;
    }

    /// <summary>Closes standard input, waits for the end and returns the exit code.</summary>
    public int WaitForExit()
    {
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
        }

        if (!_process.WaitForExit(Watchdog.Patience))
        {
            throw new TimeoutException($"Process {Id} does not end. Its errors: {Errors}");
        }

        _process.WaitForExit();
        return _process.ExitCode;
    }

    /// <summary>Ends the process at once, as <c>kill -9</c> does, and waits until the kernel has taken it down.</summary>
    public void Kill()
    {
        _process.Kill();

        // With a time, it does not wait for the end of the output, which a grandchild may hold open.
        _ = _process.WaitForExit(Watchdog.Patience);
    }

    /// <summary>Sends a signal such as SIGTERM (15), SIGSTOP (19) or SIGCONT (18).</summary>
    public void Signal(int signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }
}
