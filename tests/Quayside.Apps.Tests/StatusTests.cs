// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Net;
using System.Text;
using System.Text.Json;
using Quayside.Testing;

namespace Quayside.Apps.Tests;

/// <summary>The status line on its way from the chat client to the music player.</summary>
public sealed class StatusTests : IDisposable
{
    private readonly PrivateDirectory _directory = new();
    private readonly string _key = UniqueKey.Next("quayside-status");

    public StatusTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "Live values are on Linux.");

    private IpcKey Key => IpcKey.PlatformSafe(_key + ".status");

    private string File => "/dev/shm" + Key.NativeName;

    public void Dispose() => _directory.Dispose();

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_player_that_runs_shows_each_line_and_none_when_the_chat_client_has_ended()
    {
        using var player = AppProcess.StartPlayer(_directory, _key);
        using (var chat = AppProcess.StartChat(_directory, _key))
        {
            foreach (var line in (string[])["listening to Satie", "  Björk – Jóga 🎵 ", "<img src=x onerror=alert(1)>", ""])
            {
                Assert.Equal(HttpStatusCode.NoContent, await PutAsync(chat, line));
                await ShowsAsync(player, line.Trim());
                await ShowsAsync(chat, line.Trim());
            }

            Assert.Equal(HttpStatusCode.NoContent, await PutAsync(chat, "the last one"));
            await ShowsAsync(player, "the last one");
            Assert.Equal(0, chat.Terminate());
        }

        await ShowsAsync(player, "");
        Assert.Equal(0, player.Terminate());
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_player_that_starts_second_or_again_shows_the_line_at_once()
    {
        using var chat = AppProcess.StartChat(_directory, _key);
        await PutAsync(chat, "here already");
        for (var start = 0; start < 2; start++)
        {
            using var player = AppProcess.StartPlayer(_directory, _key);
            await ShowsAsync(player, "here already");
        }

        Assert.Equal(0, chat.Terminate());
        Assert.False(System.IO.File.Exists(File));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task The_line_of_a_killed_chat_client_stays_until_one_starts_again()
    {
        using var player = AppProcess.StartPlayer(_directory, _key);
        using (var chat = AppProcess.StartChat(_directory, _key))
        {
            await PutAsync(chat, "last known");
            await ShowsAsync(player, "last known");
            chat.Process.Kill();
        }

        using var newcomer = AppProcess.StartPlayer(_directory, _key);
        await ShowsAsync(newcomer, "last known");
        using var again = AppProcess.StartChat(_directory, _key);
        await ShowsAsync(player, "");
        Assert.Equal(HttpStatusCode.NoContent, await PutAsync(again, "back"));
        await ShowsAsync(player, "back");
        await ShowsAsync(newcomer, "back");
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task What_is_left_when_all_are_killed_hinders_nobody()
    {
        using (var player = AppProcess.StartPlayer(_directory, _key))
        using (var chat = AppProcess.StartChat(_directory, _key))
        {
            await PutAsync(chat, "gone");
            await ShowsAsync(player, "gone");
            player.Process.Kill();
            chat.Process.Kill();
        }

        using var next = AppProcess.StartPlayer(_directory, _key);
        await ShowsAsync(next, "");
        Assert.Equal(0, next.Terminate());
        Assert.False(System.IO.File.Exists(File));
    }

    [Theory(Timeout = Watchdog.Milliseconds)]
    [InlineData("two\nlines", "cannot be seen")]
    [InlineData("bell\u0007", "cannot be seen")]
    [InlineData("turned \u202e around", "cannot be seen")]
    [InlineData("121", "120 characters")]
    [InlineData("5000", "120 characters")]
    [InlineData("not UTF-8", "UTF-8")]
    public async Task A_line_that_is_none_is_refused_with_the_reason_and_the_earlier_one_stays(string line, string reason)
    {
        using var chat = AppProcess.StartChat(_directory, _key);
        await PutAsync(chat, "fine");
        byte[] body = line switch
        {
            "121" or "5000" => [.. Enumerable.Repeat((byte)'x', int.Parse(line, null))],
            "not UTF-8" => [0xc3, 0x28],
            _ => Encoding.UTF8.GetBytes(line),
        };

        Assert.Equal(HttpStatusCode.UnprocessableEntity, await PutAsync(chat, body));

        var state = await chat.StateAsync();
        Assert.Equal("fine", state.GetProperty("status").GetString());
        Assert.Equal("can't share the status", state.GetProperty("failure").GetProperty("title").GetString());
        Assert.Contains(reason, state.GetProperty("failure").GetProperty("detail").GetString(), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.NoContent, await PutAsync(chat, new string('é', 120)));
        Assert.Equal(JsonValueKind.Null, (await chat.StateAsync()).GetProperty("failure").ValueKind);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_second_chat_client_says_who_writes_the_line()
    {
        using var first = AppProcess.StartChat(_directory, _key);
        await PutAsync(first, "mine");
        using var second = AppProcess.StartChat(_directory, _key);

        Assert.Equal(HttpStatusCode.InternalServerError, await PutAsync(second, "yours"));

        Assert.Contains($"process {first.Process.Id}", (await second.StateAsync()).GetProperty("failure").GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, first.Terminate());
        Assert.Equal(HttpStatusCode.NoContent, await PutAsync(second, "yours"));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Whatever_another_program_writes_the_player_shows_a_line_or_nothing()
    {
        using var player = AppProcess.StartPlayer(_directory, _key);
        using var buffer = LiveBuffer.Open(Key, 512);
        foreach (var (bytes, shown) in ((byte[], string)[])[([.. "good"u8], "good"), ([0xff, 0xfe], ""), ([.. "also good"u8], "also good"), ([.. "a\u0000b"u8], "")])
        {
            buffer.Write(bytes);
            await ShowsAsync(player, shown);
        }
    }

    private static Task<JsonElement> ShowsAsync(AppProcess app, string line) =>
        app.StateAsync(state => state.GetProperty("status").GetString() == line);

    private static Task<HttpStatusCode> PutAsync(AppProcess chat, string line) => PutAsync(chat, Encoding.UTF8.GetBytes(line));

    private static async Task<HttpStatusCode> PutAsync(AppProcess chat, byte[] line)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "/status") { Content = new ByteArrayContent(line) };
        request.Headers.Add("X-Quayside", "1");
        using var answer = await chat.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
