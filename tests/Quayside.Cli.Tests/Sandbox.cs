// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;
using System.Text;
using Quayside.Testing;
using Quayside.Waiting;

namespace Quayside.Cli.Tests;

/// <summary>What a finished run of the tool left: exit code, the bytes of standard output, the text of standard error.</summary>
internal sealed record Result(int ExitCode, byte[] Output, string Errors)
{
    public string Text => Encoding.UTF8.GetString(Output);

    public string[] Lines => Text.TrimEnd('\n').Split('\n');
}

/// <summary>A temporary directory of its own for the tool, and so keys and locks that nobody else has.</summary>
internal sealed class Sandbox : IDisposable
{
    public static readonly string Tool = Repository.Executable("src/Quayside.Cli", "quayside");

    private const int SigTerm = 15;

    private readonly List<ChildProcess> _processes = [];
    private readonly PrivateDirectory _files = new();
    private readonly PrivateDirectory _temporary = new();

    /// <summary>The folder in which the tool makes its key files.</summary>
    public PrivateDirectory Temporary => _temporary;

    public string Key { get; } = UniqueKey.Next("quayside cli");

    public Dictionary<string, string?> Environment { get; } = new()
    {
        ["NO_COLOR"] = null,

        // A killed .NET program would leave its diagnostic sockets in TMPDIR.
        ["DOTNET_EnableDiagnostics"] = "0",
    };

    public Sandbox() => Environment["TMPDIR"] = _temporary.Path;

    /// <summary>Gets the path of a file for the test's own use.</summary>
    public string File(string name) => _files[name];

    public string File(string name, ReadOnlySpan<byte> content)
    {
        System.IO.File.WriteAllBytes(File(name), content);
        return File(name);
    }

    public string[] FileNames => [.. _files.Names];

    /// <summary>Runs the tool to its end.</summary>
    public Result Run(params string[] arguments) => RunWithInput([], arguments);

    public Result RunWithInput(byte[] input, params string[] arguments) => RunProgram(Tool, input, arguments);

    public Result RunProgram(string program, byte[] input, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        using var output = new MemoryStream();
        var copying = process.StandardOutput.BaseStream.CopyToAsync(output);
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.BaseStream.Write(input);
        process.StandardInput.Close();
        if (!process.WaitForExit(Watchdog.Patience))
        {
            process.Kill();
            throw new TimeoutException($"quayside {string.Join(' ', arguments)} does not end.");
        }

        copying.Wait();
        return new Result(process.ExitCode, output.ToArray(), errors.Result);
    }

    /// <summary>Starts the tool; the test goes on beside it. What still runs at the end of the test is asked to end then.</summary>
    public ChildProcess Start(params string[] arguments) => StartProgram(Tool, arguments);

    public ChildProcess StartProgram(string program, params string[] arguments)
    {
        var process = ChildProcess.Start(program, arguments, Environment);
        _processes.Add(process);
        return process;
    }

    /// <summary>Starts <c>put</c> or another verb that holds a segment, and waits until others can attach.</summary>
    public ChildProcess Hold(params string[] arguments)
    {
        var child = Start(arguments);
        var line = child.Read();
        Assert.StartsWith($"holding {Key} (", line);
        return child;
    }

    public void Dispose()
    {
        // Not killed: a killed holder's segment would outlive the test.
        foreach (var process in Enumerable.Reverse(_processes))
        {
            if (!process.HasExited)
            {
                process.Signal(SigTerm);
                process.WaitForExit();
            }

            process.Dispose();
        }

        _files.Dispose();
        _temporary.Dispose();
    }
}
