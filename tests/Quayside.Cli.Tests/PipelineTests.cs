// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;

namespace Quayside.Cli.Tests;

/// <summary>The tool between other tools: readers that go, outputs that are full or closed, pipes in the place of files.</summary>
public sealed class PipelineTests : IDisposable
{
    private readonly PrivateWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_watch_ends_when_nobody_reads_it_any_more_though_nothing_changes()
    {
        await Task.Yield();
        _world.Do("$quayside live set status one");
        _world.Hold("bytes", "holder");
        _world.Do("$quayside frames test picture --size 128x64 --rate 200 > /dev/null & all=\"$all $!\"");

        Assert.EndsWith("\n0", _world.Do("$quayside live watch status | head -n 1; echo ${PIPESTATUS:-0}"), StringComparison.Ordinal);
        Assert.Contains("created", _world.Do("$quayside watch bytes | head -n 1"), StringComparison.Ordinal);
        Assert.NotEmpty(_world.Do("$quayside frames watch picture | head -n 1"));
    }

    [Theory(Timeout = Watchdog.Milliseconds)]
    [InlineData("ls --json")]
    [InlineData("doctor")]
    [InlineData("--help")]
    [InlineData("get bytes")]
    [InlineData("key bytes")]
    [InlineData("inspect bytes")]
    public async Task A_full_output_is_named(string arguments)
    {
        await Task.Yield();
        _world.Hold("bytes", "holder");

        var (code, text) = _world.Run($"{arguments} > /dev/full");

        Assert.Equal(73, code);
        Assert.Contains("Standard output cannot be written: No space left on device", text, StringComparison.Ordinal);
        Assert.Equal("abc", _world.Run("get bytes").Text);
    }

    [Theory(Timeout = Watchdog.Milliseconds)]
    [InlineData(">&-")]
    [InlineData("> /dev/full")]
    public async Task A_provider_whose_output_cannot_be_written_provides_all_the_same(string redirection)
    {
        await Task.Yield();
        _world.Do($"echo abc > in; $quayside put bytes in {redirection} 2> said & all=\"$all $!\"; until grep -q 'held all the same' said; do sleep 0.02; done");

        Assert.Equal("abc", _world.Run("get bytes").Text);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task An_output_file_that_is_a_pipe_is_written_into()
    {
        await Task.Yield();
        _world.Hold("bytes", "holder");

        Assert.Equal("abc", _world.Do("mkfifo pipe; cat pipe > read & reader=$!; $quayside get bytes -o pipe; wait $reader; [ -p pipe ] && cat read"));
        Assert.Equal("abc", _world.Do("$quayside get bytes -o /dev/stdout | cat"));
        Assert.Equal("before\nabc", _world.Do("echo before > log; $quayside get bytes -o /dev/stdout >> log; cat log"));
        Assert.Equal("abc", _world.Do("$quayside get bytes -o /dev/fd/3 3>&1 | cat"));
        Assert.Equal("abc", _world.Do("bash -c '$quayside get bytes -o >(cat); wait $!' | cat"));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Input_comes_out_of_pipes_of_every_kind()
    {
        await Task.Yield();
        _world.Do("mkfifo pipe; (echo piped > pipe) & $quayside put fifo pipe > out & all=\"$all $!\"; until grep -q holding out; do sleep 0.02; done; rm out");
        _world.Do("(sleep 0.1; echo slow) | $quayside put stdin - > out & all=\"$all $!\"; until grep -q holding out; do sleep 0.02; done");

        Assert.Equal("piped", _world.Run("get fifo").Text);
        Assert.Equal("slow", _world.Run("get stdin").Text);
    }

    [Theory(Timeout = Watchdog.Milliseconds)]
    [InlineData("get KEY -o /nonexistent/x", 73)]
    [InlineData("get KEY > /dev/full", 73)]
    [InlineData("get KEY | head -c 1", 0)]
    [InlineData("picture get KEY -o x.png", 65)]
    [InlineData("picture show KEY", 65)]
    [InlineData("get KEY -o taken", 0)]
    public async Task What_a_killed_provider_left_stays_whatever_a_reader_does(string arguments, int expected)
    {
        await Task.Yield();
        foreach (var key in (string[])["orphan", "posix:/orphan"])
        {
            _world.Hold(key, "victim");
            _world.Do("kill -9 $victim; wait $victim");

            var (code, text) = _world.Run(arguments.Replace("KEY", key, StringComparison.Ordinal));

            Assert.True(code == expected, text);
            Assert.Equal("abc", _world.Run($"get {key}").Text);
        }
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Bytes_beyond_the_heap_of_the_tool_stream_through_it()
    {
        await Task.Yield();
        var limit = "DOTNET_GCHeapHardLimit=0x3000000";
        _world.Do("mount -o remount,size=1g /dev/shm; head -c 200000000 /dev/zero | tr '\\0' 'q' > big");
        _world.Do($"{limit} $quayside put posix:/big big > out & big=$!; all=\"$all $!\"; until grep -q holding out; do sleep 0.02; done");

        Assert.Equal("0", _world.Do($"{limit} $quayside get posix:/big -o copy; cmp big copy; echo $?"));
        Assert.Equal("0", _world.Do($"rm copy; {limit} $quayside get posix:/big | cmp - big; echo $?"));
    }
}
