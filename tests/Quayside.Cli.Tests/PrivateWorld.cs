// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Testing;

namespace Quayside.Cli.Tests;

/// <summary>
/// A shell with System V objects, a /dev/shm and a TMPDIR of its own, so that what is removed in it cannot be anybody else's. Needs root
/// and unshare(1) of util-linux, else the test is skipped.
/// </summary>
internal sealed class PrivateWorld : IDisposable
{
    private const string Unshare = "/usr/bin/unshare";
    private const string End = "= done";

    private readonly ChildProcess _shell;

    public PrivateWorld()
    {
        Assert.SkipUnless(System.Environment.IsPrivilegedProcess && File.Exists(Unshare), "needs root and unshare(1)");
        _shell = ChildProcess.Start(
            Unshare,
            ["--ipc", "--mount", "sh", "-c", "mount -t tmpfs tmpfs /dev/shm && mkdir /dev/shm/files && cd /dev/shm/files && exec sh"],
            [new("TMPDIR", "/dev/shm/files"), new("DOTNET_EnableDiagnostics", "0"), new("quayside", Sandbox.Tool)]);
        Assert.Contains("/dev/shm/files", Do("pwd"));
    }

    /// <summary>Runs a command line; <c>$quayside</c> is the tool.</summary>
    public string Do(string command)
    {
        _shell.Send($"{{ {command}\n}} 2>&1; echo; echo '{End}'");
        var lines = new List<string>();
        while (_shell.Read() is var line && line != End)
        {
            lines.Add(line);
        }

        return string.Join('\n', lines).TrimEnd();
    }

    /// <summary>Runs the tool.</summary>
    public (int ExitCode, string Text) Run(string arguments)
    {
        var text = Do($"$quayside {arguments}; echo \"code $?\"");
        var code = text.LastIndexOf("code ", StringComparison.Ordinal);
        return (int.Parse(text[(code + 5)..], CultureInfo.InvariantCulture), text[..code].TrimEnd());
    }

    /// <summary>Starts a holder of a segment of 4 bytes and waits until others can attach; its id is in the variable <paramref name="name"/>.</summary>
    public void Hold(string key, string name) => Do(
        $"echo abc > in; $quayside put '{key}' in > {name}.out & {name}=$!; all=\"$all $!\"; until grep -q holding {name}.out; do sleep 0.02; done; rm {name}.out in");

    /// <summary>Starts a command under a key's lock and waits until it runs; the tool's id is in the variable <paramref name="name"/>.</summary>
    public void HoldLock(string key, string name) => Do(
        $"$quayside lock '{key}' -- sh -c 'echo $$ > {name}.pid; exec sleep 60' & {name}=$!; all=\"$all $!\"; until [ -s {name}.pid ]; do sleep 0.02; done");

    /// <summary>Kills such a holder first and its command second.</summary>
    public void KillLock(string name) => Do($"kill -9 ${name}; wait ${name}; kill $(cat {name}.pid); rm {name}.pid");

    public void Dispose()
    {
        _shell.Send("kill $all $(cat *.pid) 2> /dev/null; exit");
        _ = _shell.WaitForExit();
        _shell.Dispose();
    }
}
