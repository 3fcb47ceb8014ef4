// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Net;
using System.Text.Json;
using Quayside.Imaging;
using Quayside.Testing;

namespace Quayside.Apps.Tests;

/// <summary>A picture on its way from the chat client to the music player.</summary>
public sealed class SharingTests : IDisposable
{
    private readonly PrivateDirectory _directory = new();
    private readonly string _key = UniqueKey.Next();

    public void Dispose() => _directory.Dispose();

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task The_player_shows_the_bytes_that_the_chat_client_published()
    {
        using var chat = AppProcess.StartChat(_directory, _key);
        await chat.PublishAsync(Pictures.Red);

        using var player = AppProcess.StartPlayer(_directory, _key);
        var state = await player.StateAsync(HasCover);
        Assert.Equal(Pictures.Red, await player.PictureAsync("cover"));
        Assert.Equal(Pictures.Red, await chat.PictureAsync("picture"));
        Assert.Equal(Pictures.Red.Length + 4, state.GetProperty("cover").GetProperty("segmentBytes").GetInt64());
        Assert.Equal(320, state.GetProperty("cover").GetProperty("width").GetInt32());
        Assert.Equal(240, state.GetProperty("cover").GetProperty("height").GetInt32());
        Assert.Equal(_key, state.GetProperty("key").GetString());
        Assert.StartsWith(_directory.Path + "/qipc_sharedmemory_", state.GetProperty("nativeKey").GetString(), StringComparison.Ordinal);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_consumer_that_stays_attached_keeps_the_earlier_picture_and_does_not_hinder_the_next()
    {
        using var chat = AppProcess.StartChat(_directory, _key);
        await chat.PublishAsync(Pictures.Red);
        using (var attached = SharedMemory.Attach(KeyIn(_directory), SharedMemoryAccess.ReadOnly))
        {
            await chat.PublishAsync(Pictures.Blue);
            Assert.Equal(Pictures.Red, Picture(attached));
            using var newcomer = SharedMemory.Attach(KeyIn(_directory), SharedMemoryAccess.ReadOnly);
            Assert.Equal(Pictures.Blue, Picture(newcomer));
        }

        Assert.Equal(0, chat.Terminate());
        Assert.Empty(_directory.Names);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_JPEG_is_shared_as_PNG()
    {
        using var chat = AppProcess.StartChat(_directory, _key);
        await chat.PublishAsync(Pictures.Jpeg);
        using var player = AppProcess.StartPlayer(_directory, _key);
        await player.StateAsync(HasCover);
        Assert.Equal<byte[]>([0x89, 0x50, 0x4e, 0x47], (await player.PictureAsync("cover"))![..4]);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_player_that_finds_nothing_says_so_stays_up_and_follows_what_comes()
    {
        using var player = AppProcess.StartPlayer(_directory, _key);
        var state = await player.StateAsync();
        Assert.Equal("can't attach share memory", state.GetProperty("failure").GetProperty("title").GetString());
        Assert.NotEqual("", state.GetProperty("failure").GetProperty("detail").GetString());
        using (var again = await player.PostAsync("/read"))
        {
            Assert.Equal(HttpStatusCode.NoContent, again.StatusCode);
        }

        using var chat = AppProcess.StartChat(_directory, _key);
        foreach (var picture in (byte[][])[Pictures.Red, Pictures.Blue, Pictures.Red])
        {
            await chat.PublishAsync(picture);
            var id = (await chat.StateAsync()).GetProperty("picture").GetProperty("id").GetString();
            await player.StateAsync(now => HasCover(now) && now.GetProperty("cover").GetProperty("id").GetString() == id);
            Assert.Equal(picture, await player.PictureAsync("cover"));
        }

        Assert.Equal(0, chat.Terminate());
        await player.StateAsync(now => !HasCover(now));
        Assert.False(player.Process.HasExited);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Reading_again_counts_even_when_nothing_changed()
    {
        using var chat = AppProcess.StartChat(_directory, _key);
        await chat.PublishAsync(Pictures.Red);
        using var player = AppProcess.StartPlayer(_directory, _key);
        var before = (await player.StateAsync(HasCover)).GetProperty("readings").GetInt32();
        using var again = await player.PostAsync("/read");
        var after = await player.StateAsync(now => now.GetProperty("readings").GetInt32() > before);
        Assert.True(HasCover(after));
    }

    [Theory(Timeout = Watchdog.Milliseconds), MemberData(nameof(Pictures.Bad), MemberType = typeof(Pictures))]
    public async Task A_file_that_is_no_picture_is_refused_and_the_earlier_picture_stays(string what, byte[] file)
    {
        using var chat = AppProcess.StartChat(_directory, _key);
        await chat.PublishAsync(Pictures.Red);
        using var bad = await chat.PutPictureAsync(file);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, bad.StatusCode);
        var failure = (await chat.StateAsync()).GetProperty("failure");
        TestContext.Current.TestOutputHelper!.WriteLine($"{what}: {failure}");
        Assert.Equal("can't load this file", failure.GetProperty("title").GetString());
        Assert.NotEqual("", failure.GetProperty("detail").GetString());
        Assert.DoesNotContain('\n', failure.GetProperty("detail").GetString()!);

        Assert.Equal(Pictures.Red, await chat.PictureAsync("picture"));
        using var player = AppProcess.StartPlayer(_directory, _key);
        await player.StateAsync(HasCover);
        Assert.Equal(Pictures.Red, await player.PictureAsync("cover"));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task When_no_segment_can_be_made_the_page_says_so_and_the_earlier_picture_stays()
    {
        using var chat = AppProcess.StartChat(_directory, _key);
        await chat.PublishAsync(Pictures.Red);

        // Without the directory there is no place for key files.
        var elsewhere = _directory.Path + "-moved";
        Directory.Move(_directory.Path, elsewhere);
        HttpResponseMessage bad;
        try
        {
            bad = await chat.PutPictureAsync(Pictures.Blue);
        }
        finally
        {
            Directory.Move(elsewhere, _directory.Path);
        }

        using (bad)
        {
            Assert.Equal(HttpStatusCode.InternalServerError, bad.StatusCode);
        }

        var failure = (await chat.StateAsync()).GetProperty("failure");
        Assert.Equal("can't create memory segment", failure.GetProperty("title").GetString());
        Assert.Equal(Pictures.Red, await chat.PictureAsync("picture"));
        using var player = AppProcess.StartPlayer(_directory, _key);
        await player.StateAsync(HasCover);
        Assert.Equal(Pictures.Red, await player.PictureAsync("cover"));

        await chat.PublishAsync(Pictures.Blue);
        Assert.Equal(JsonValueKind.Null, (await chat.StateAsync()).GetProperty("failure").ValueKind);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task The_second_button_starts_one_player_and_finds_it_again()
    {
        using var chat = AppProcess.StartChat(_directory, _key, "--publish", SavedPicture());
        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(async _ =>
        {
            using var answer = await chat.PostAsync("/player");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        }));
        var same = Assert.Single(answers.Distinct());
        var address = JsonDocument.Parse(same).RootElement.GetProperty("address").GetString()!;
        Assert.Equal(address, (await chat.StateAsync()).GetProperty("player").GetString());

        using var client = new HttpClient();
        Assert.Contains(
            "Music player", await client.GetStringAsync(address, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(0, chat.Terminate());
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync(address, TestContext.Current.CancellationToken));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task The_second_button_uses_a_player_named_on_the_command_line_and_does_not_end_it()
    {
        using var player = AppProcess.StartPlayer(_directory, _key);
        using var chat = AppProcess.StartChat(_directory, _key, "--player", player.Address.ToString());
        using var answer = await chat.PostAsync("/player");
        var told = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        Assert.Equal(player.Address, new Uri(told.GetProperty("address").GetString()!));
        Assert.Equal(0, chat.Terminate());
        Assert.False(player.Process.HasExited);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_player_whose_chat_client_is_killed_stays_up()
    {
        using var chat = AppProcess.StartChat(_directory, _key, "--publish", SavedPicture());
        using var answer = await chat.PostAsync("/player");
        var told = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        var player = Assert.Single(Children.Of(chat.Process.Id));

        // Not Kill(): it would wait for the end of the standard error that the player inherited.
        chat.Process.Signal(9);
        Watchdog.WaitFor("the end of the chat client", () => chat.Process.HasExited);
        try
        {
            using var client = new HttpClient();
            var page = await client.GetStringAsync(told.GetProperty("address").GetString(), TestContext.Current.CancellationToken);
            Assert.Contains("Music player", page, StringComparison.Ordinal);
        }
        finally
        {
            Children.Terminate(player);
        }

        using var next = AppProcess.StartChat(_directory, _key, "--publish", SavedPicture());
        Assert.Equal(0, next.Terminate());
        Assert.Empty(SystemVTraces.KeyFiles(_directory));
    }

    private static bool HasCover(JsonElement state) => state.GetProperty("cover").ValueKind == JsonValueKind.Object;

    private static byte[] Picture(SharedMemory memory)
    {
        using var held = memory.Lock(TestContext.Current.CancellationToken);
        return QtPicture.Read(held.ReadOnlySpan)!.Png.ToArray();
    }

    // A key's file lies in the temporary directory, and the applications' is another one than ours.
    private IpcKey KeyIn(PrivateDirectory directory)
    {
        var own = Environment.GetEnvironmentVariable("TMPDIR");
        Environment.SetEnvironmentVariable("TMPDIR", directory.Path);
        try
        {
            return IpcKey.Legacy(_key);
        }
        finally
        {
            Environment.SetEnvironmentVariable("TMPDIR", own);
        }
    }

    private string SavedPicture()
    {
        File.WriteAllBytes(_directory["picture.png"], Pictures.Red);
        return _directory["picture.png"];
    }
}
