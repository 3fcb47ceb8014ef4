// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;

namespace Quayside.Apps.Tests.Browser;

/// <summary>The music player's page, used in a browser.</summary>
public sealed class PlayerPageTests(Chromium browser) : IDisposable
{
    private readonly PrivateDirectory _directory = new();
    private readonly PrivateDirectory _files = new();
    private readonly string _key = UniqueKey.Next();

    public void Dispose()
    {
        _directory.Dispose();
        _files.Dispose();
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task The_page_says_that_nothing_is_shared_and_then_follows_by_itself()
    {
        using var player = AppProcess.StartPlayer(_directory, _key);
        await using var page = await browser.OpenAsync(player.Address);
        await page.WaitForTextAsync("notice", "can't attach share memory");

        using var chat = AppProcess.StartChat(_directory, _key);
        foreach (var picture in (byte[][])[Pictures.Red, Pictures.Blue])
        {
            await chat.PublishAsync(picture);
            var id = (await chat.StateAsync()).GetProperty("picture").GetProperty("id").GetString();
            await page.WaitForAsync(
                $"document.getElementById('cover').src.endsWith('{id}') && document.getElementById('cover').naturalWidth === 320");
            await page.WaitForAsync("document.getElementById('notice').hidden");
        }

        Assert.Equal(0, chat.Terminate());
        await page.WaitForTextAsync("notice", "can't attach share memory");
        Assert.Empty(page.Complaints);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_status_line_typed_on_the_chat_page_shows_at_once_and_is_text_whatever_it_looks_like()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Live values are on Linux.");
        using var player = AppProcess.StartPlayer(_directory, _key);
        using var chat = AppProcess.StartChat(_directory, _key);
        await using var playerPage = await browser.OpenAsync(player.Address);
        await using var chatPage = await browser.OpenAsync(chat.Address);
        await chatPage.WaitForTextAsync("key", _key);
        await playerPage.WaitForAsync("document.getElementById('line').hidden");
        foreach (var line in (string[])["listening to Satie", "<img src=x onerror=document.title='broken'>"])
        {
            await chatPage.EvaluateAsync<bool>(
                $"(i => {{ i.value = {Page.Quote(line)}; return i.dispatchEvent(new Event('change')); }})(document.getElementById('line'))");
            await playerPage.WaitForAsync($"document.getElementById('line').textContent === {Page.Quote(line)} && document.getElementById('line').checkVisibility()");
            await chatPage.WaitForAsync($"document.getElementById('own-line').textContent === {Page.Quote(line)}");
        }

        Assert.Equal("Music player", await playerPage.EvaluateAsync<string>("document.title"));
        Assert.Equal(0, chat.Terminate());
        await playerPage.WaitForAsync("document.getElementById('line').hidden");
        Assert.Empty(playerPage.Complaints);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task The_button_reads_again_by_keyboard()
    {
        using var player = AppProcess.StartPlayer(_directory, _key);
        await using var page = await browser.OpenAsync(player.Address);
        await page.WaitForTextAsync("notice", "can't attach share memory");
        var before = (await player.StateAsync()).GetProperty("readings").GetInt32();
        await page.TabToAsync("read");
        await page.PressAsync("Enter");
        await player.StateAsync(state => state.GetProperty("readings").GetInt32() > before);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Picked_files_are_played_paused_and_followed_by_the_next()
    {
        using var player = AppProcess.StartPlayer(_directory, _key);
        await using var page = await browser.OpenAsync(player.Address);
        await page.ChooseFilesAsync(
            "#files", Save("Low tide.wav", Sound.Wave(30)), Save("Lighthouse.wav", Sound.Wave(1)), Save("Last ferry.wav", Sound.Wave(30)));
        await page.WaitForTextAsync("title", "Low tide");
        await page.WaitForTextAsync("count", "Track 1 of 3");
        await page.WaitForTextAsync("length", "0:30");

        await page.ClickAsync("#play");
        await page.WaitForAsync("document.getElementById('audio').currentTime > 0.2 && !document.getElementById('audio').paused");
        await page.WaitForAsync("document.getElementById('play').getAttribute('aria-label') === 'Pause'");
        await page.ClickAsync("#play");
        await page.WaitForAsync("document.getElementById('audio').paused && document.getElementById('audio').currentTime > 0");

        await page.EvaluateAsync<bool>(
            "(p => { p.value = 12; return p.dispatchEvent(new Event('input')); })(document.getElementById('position'))");
        await page.WaitForTextAsync("elapsed", "0:12");

        // The second track ends after a second, and the third begins by itself.
        await page.ClickAsync("#next");
        await page.WaitForTextAsync("title", "Lighthouse");
        await page.WaitForTextAsync("title", "Last ferry");
        await page.WaitForAsync("!document.getElementById('audio').paused");
        await page.ClickAsync("#previous");
        await page.WaitForTextAsync("title", "Lighthouse");
        await page.ClickAsync("#tracks button");
        await page.WaitForTextAsync("title", "Low tide");
        Assert.Empty(page.Complaints);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Music_is_played_by_keyboard()
    {
        using var player = AppProcess.StartPlayer(_directory, _key);
        await using var page = await browser.OpenAsync(player.Address);
        await page.ChooseFilesAsync("#files", Save("Low tide.wav", Sound.Wave(30)));
        await page.WaitForTextAsync("title", "Low tide");
        await page.TabToAsync("play");
        await page.PressAsync(" ");
        await page.WaitForAsync("!document.getElementById('audio').paused && document.getElementById('audio').currentTime > 0");
        await page.PressAsync(" ");
        await page.WaitForAsync("document.getElementById('audio').paused");
        await page.TabToAsync("choose");
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_file_that_is_no_music_is_told_by_name()
    {
        using var player = AppProcess.StartPlayer(_directory, _key);
        await using var page = await browser.OpenAsync(player.Address);
        await page.ChooseFilesAsync("#files", Save("Notes.wav", "no music"u8.ToArray()));
        await page.WaitForTextAsync("title", "Notes: this browser cannot play it");
        Assert.Empty(page.Complaints);
    }

    private string Save(string name, byte[] file)
    {
        File.WriteAllBytes(_files[name], file);
        return _files[name];
    }
}
