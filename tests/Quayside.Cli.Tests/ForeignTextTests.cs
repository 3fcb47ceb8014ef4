// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;

namespace Quayside.Cli.Tests;

/// <summary>No text of others reaches a terminal as they wrote it: names of files, of processes and of keys, in every verb and message.</summary>
public sealed class ForeignTextTests : IDisposable
{
    // ESC ] 0 ; owned BEL LF, the control of C1 for CSI, and the mark that turns the direction of writing round.
    private const string Evil = "x\u001b]0;owned\u0007\nline\u009b31m\u202eend";

    private readonly PrivateWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Theory(Timeout = Watchdog.Milliseconds)]
    [InlineData("ls --all")]
    [InlineData("ls --all --json")]
    [InlineData("doctor")]
    [InlineData("doctor --json")]
    [InlineData("doctor --fix")]
    public async Task Names_of_files_are_escaped(string arguments)
    {
        await Task.Yield();
        File.WriteAllText(Path.Combine("/proc", _world.Do("echo $$"), "root/dev/shm", Evil), "bytes");

        AssertHarmless(_world.Run(arguments).Text);
    }

    [Theory(Timeout = Watchdog.Milliseconds)]
    [InlineData("get KEY")]
    [InlineData("put KEY /nonexistent")]
    [InlineData("inspect KEY")]
    [InlineData("inspect KEY --json")]
    [InlineData("rm KEY")]
    [InlineData("live get KEY")]
    [InlineData("lock KEY -- /nonexistent")]
    [InlineData("get a -o KEY/x")]
    [InlineData("KEY")]
    public async Task Keys_and_file_names_are_escaped(string arguments)
    {
        await Task.Yield();
        var quoted = "\"$(printf 'x\\033]0;owned\\007line\\302\\2331m\\342\\200\\256end')\"";

        AssertHarmless(_world.Run(arguments.Replace("KEY", quoted, StringComparison.Ordinal)).Text);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Names_of_processes_are_escaped()
    {
        await Task.Yield();

        // A process is called as the file that it was started from.
        _world.Do("ln -s $quayside \"$(printf '\\033[31mEVIL\\007')\"; ./*EVIL* lock share -- sleep 60 & all=\"$all $!\"; evil=$!; until pgrep -P $evil > /dev/null; do sleep 0.02; done");
        Assert.Contains("EVIL", _world.Do("cat /proc/$evil/comm"), StringComparison.Ordinal);

        foreach (var arguments in (string[])["inspect share", "inspect share --json", "ls", "ls --json", "rm share --timeout 0", "lock share --timeout 0 -- true"])
        {
            var text = _world.Run(arguments).Text;
            AssertHarmless(text);
            Assert.DoesNotContain("\u001b", text, StringComparison.Ordinal);
        }
    }

    private static void AssertHarmless(string text)
    {
        Assert.NotEmpty(text);
        Assert.DoesNotContain(text, character => character is '\u001b' or '\u0007' or '\u009b' or '\u202e' or '\r');
        Assert.DoesNotContain("\nline", text, StringComparison.Ordinal);
    }
}
