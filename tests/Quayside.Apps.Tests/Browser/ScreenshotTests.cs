// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;

namespace Quayside.Apps.Tests.Browser;

/// <summary>What the pages look like, saved to artifacts/screenshots for a person to see: narrow and wide, light and dark.</summary>
public sealed class ScreenshotTests(Chromium browser) : IDisposable
{
    private readonly PrivateDirectory _directory = new();
    private readonly PrivateDirectory _files = new();
    private readonly string _key = UniqueKey.Next("share");

    public static TheoryData<int, int, bool> Looks { get; } = new()
    {
        { 360, 740, false }, { 360, 740, true }, { 1400, 900, false }, { 1400, 900, true },
    };

    public void Dispose()
    {
        _directory.Dispose();
        _files.Dispose();
    }

    [Theory(Timeout = Watchdog.Milliseconds), MemberData(nameof(Looks))]
    public async Task The_chat_page_fits(int width, int height, bool dark)
    {
        using var chat = AppProcess.StartChat(_directory, _key);
        await using var page = await browser.OpenAsync(chat.Address);
        await page.LookAsync(width, height, dark);
        await page.WaitForTextAsync("key", _key);
        await SaveAsync(page, "chat-empty", width, dark);

        await page.ChooseFilesAsync("#file", Sample());
        await page.WaitForAsync("document.getElementById('picture').naturalWidth > 0");
        await page.EvaluateAsync<bool>(
            "(i => { i.value = 'listening to the harbour at low tide'; return i.dispatchEvent(new Event('change')); })(document.getElementById('line'))");
        await page.WaitForAsync("document.getElementById('own-line').textContent.includes('low tide')");
        await page.TabToAsync("choose");
        await SaveAsync(page, "chat", width, dark);

        if (OperatingSystem.IsLinux())
        {
            await page.ClickAsync("#camera");
            await page.WaitForAsync("document.getElementById('video').checkVisibility() && document.getElementById('video').videoWidth > 0");
            await page.EvaluateAsync<bool>("(scrollTo(0, 0), true)");
            await SaveAsync(page, "chat-live", width, dark);
            await page.ClickAsync("#camera");
            await page.WaitForAsync("document.getElementById('picture').checkVisibility()");
        }

        File.WriteAllText(_files["notes.png"], "This is no picture.");
        await page.ChooseFilesAsync("#file", _files["notes.png"]);
        await page.WaitForTextAsync("notice", "can't load this file");
        await SaveAsync(page, "chat-failure", width, dark);

        await page.EvaluateAsync<bool>("dispatchEvent(new DragEvent('dragover', { cancelable: true })) || true");
        await SaveAsync(page, "chat-drop", width, dark);
    }

    [Theory(Timeout = Watchdog.Milliseconds), MemberData(nameof(Looks))]
    public async Task The_player_page_fits(int width, int height, bool dark)
    {
        using var player = AppProcess.StartPlayer(_directory, _key);
        await using var page = await browser.OpenAsync(player.Address);
        await page.LookAsync(width, height, dark);
        await page.WaitForTextAsync("notice", "can't attach share memory");
        await SaveAsync(page, "player-empty", width, dark);

        using var chat = AppProcess.StartChat(_directory, _key, "--publish", Sample());
        await page.WaitForAsync("document.getElementById('cover').naturalWidth > 0");
        using (var request = new HttpRequestMessage(HttpMethod.Put, "/status") { Content = new StringContent("listening to the harbour at low tide") })
        {
            request.Headers.Add("X-Quayside", "1");
            using var answer = await chat.Client.SendAsync(request, TestContext.Current.CancellationToken);
        }

        await page.WaitForTextAsync("line", "low tide");
        string[] titles = ["Low tide", "Lighthouse", "Last ferry home, in which a long title needs more than one line"];
        await page.ChooseFilesAsync("#files", [.. titles.Select(title =>
        {
            File.WriteAllBytes(_files[title + ".wav"], Sound.Wave(30));
            return _files[title + ".wav"];
        })]);
        await page.WaitForTextAsync("length", "0:30");
        await page.EvaluateAsync<bool>(
            "(p => { p.value = 12; return p.dispatchEvent(new Event('input')); })(document.getElementById('position'))");
        await page.WaitForTextAsync("elapsed", "0:12");
        await page.TabToAsync("play");
        await SaveAsync(page, "player", width, dark);

        if (OperatingSystem.IsLinux())
        {
            await using var chatPage = await browser.OpenAsync(chat.Address);
            await chatPage.WaitForTextAsync("camera", "Use camera");
            await chatPage.ClickAsync("#camera");
            await page.WaitForTextAsync("live-facts", "a second");
            await page.WaitForAsync("document.getElementById('live').naturalWidth > 0");
            await SaveAsync(page, "player-live", width, dark);
        }
    }

    private static async Task SaveAsync(Page page, string name, int width, bool dark)
    {
        await page.ScreenshotAsync($"{name}-{width}-{(dark ? "dark" : "light")}");
        Assert.Equal(width, await page.EvaluateAsync<int>("innerWidth"));
        Assert.True(
            await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "The page is wider than its window.");
    }

    private string Sample()
    {
        var sample = Path.Combine(Repository.Root, "samples", "quayside.png");
        if (File.Exists(sample))
        {
            return sample;
        }

        File.WriteAllBytes(_files["picture.png"], Pictures.Red);
        return _files["picture.png"];
    }
}
