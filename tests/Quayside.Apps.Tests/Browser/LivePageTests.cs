// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Text.Json;
using Quayside.Testing;

namespace Quayside.Apps.Tests.Browser;

/// <summary>Live pictures as they show in a browser.</summary>
public sealed class LivePageTests(Chromium browser) : IDisposable
{
    // Looks at the middle of what the cover shows and gives how many of the colours have been seen since the page was opened.
    private const string Look =
        """
        (image => {
          window.seen ??= new Set();
          if (image.checkVisibility() && image.naturalWidth > 0) {
            const canvas = document.createElement("canvas");
            canvas.width = image.naturalWidth;
            canvas.height = image.naturalHeight;
            const context = canvas.getContext("2d");
            context.drawImage(image, 0, 0);
            const at = context.getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data;
            window.seen.add([...at].slice(0, 3).map(value => value > 127 ? 1 : 0).join(""));
          }
          return window.seen.size;
        })(document.getElementById("live"))
        """;

    // The same with a number for all pixels, for pictures without plain colours.
    private const string LookAtAll =
        """
        (image => {
          window.all ??= new Set();
          if (image.checkVisibility() && image.naturalWidth > 0) {
            const canvas = document.createElement("canvas");
            canvas.width = image.naturalWidth;
            canvas.height = image.naturalHeight;
            const context = canvas.getContext("2d");
            context.drawImage(image, 0, 0);
            window.all.add(context.getImageData(0, 0, canvas.width, canvas.height).data.reduce((sum, value, at) => (sum * 31 + value + at) % 1000003, 0));
          }
          return window.all.size;
        })(document.getElementById("live"))
        """;

    private readonly PrivateDirectory _directory = new();
    private readonly PrivateDirectory _files = new();
    private readonly string _key = UniqueKey.Next("quayside-live");

    public void Dispose()
    {
        _directory.Dispose();
        _files.Dispose();
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_picture_that_moves_shows_all_its_colours_as_the_cover_and_a_still_one_ends_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Frames in /dev/shm are on Linux.");
        File.WriteAllBytes(_files["moving.gif"], MovingGif.Of(20, MovingGif.Colours));
        File.WriteAllBytes(_files["still.png"], Pictures.Red);
        using var player = AppProcess.StartPlayer(_directory, _key);
        using var chat = AppProcess.StartChat(_directory, _key);
        await using var playerPage = await browser.OpenAsync(player.Address);
        await using var chatPage = await browser.OpenAsync(chat.Address);
        await chatPage.WaitForTextAsync("key", _key);

        await chatPage.ChooseFilesAsync("#file", _files["moving.gif"]);
        await playerPage.WaitForAsync($"{Look} === {MovingGif.Colours.Length}");
        await chatPage.WaitForAsync($"{Look} > 3");
        await playerPage.WaitForTextAsync("badge", "Live");
        await playerPage.WaitForTextAsync("live-facts", $"{MovingGif.Width} × {MovingGif.Height}");
        await playerPage.WaitForTextAsync("live-facts", "a second");
        Assert.True(await playerPage.EvaluateAsync<bool>("document.getElementById('cover').hidden"));

        await chatPage.ChooseFilesAsync("#file", _files["still.png"]);
        foreach (var (page, still) in new[] { (playerPage, "cover"), (chatPage, "picture") })
        {
            await page.WaitForAsync("document.getElementById('live').hidden && document.getElementById('badge').hidden");
            await page.WaitForAsync($"document.getElementById('{still}').checkVisibility() && document.getElementById('{still}').naturalWidth === 320");
            Assert.False(await page.EvaluateAsync<bool>("document.getElementById('live').hasAttribute('src')"));
            Assert.Empty(page.Complaints);
        }
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task An_open_page_goes_on_when_the_chat_client_is_killed_and_started_again()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Frames in /dev/shm are on Linux.");
        File.WriteAllBytes(_files["moving.gif"], MovingGif.Of(10, MovingGif.Colours));
        using var player = AppProcess.StartPlayer(_directory, _key);
        await using var page = await browser.OpenAsync(player.Address);
        for (var round = 0; round < 2; round++)
        {
            using var chat = AppProcess.StartChat(_directory, _key, "--publish", _files["moving.gif"]);
            await page.EvaluateAsync<bool>("(window.seen = new Set()) && true");
            await page.WaitForAsync($"{Look} > 5");
            chat.Process.Kill();
            await page.WaitForAsync("document.getElementById('live').hidden && document.getElementById('cover').checkVisibility()");
        }

        using var last = AppProcess.StartChat(_directory, _key, "--publish", _files["moving.gif"]);
        await page.WaitForAsync("document.getElementById('live').checkVisibility()");
        Assert.Empty(page.Complaints);
        Assert.Equal(0, last.Terminate());
        Assert.Equal(0, player.Terminate());
        Assert.DoesNotContain(Directory.GetFiles("/dev/shm"), file => file.Contains(_key, StringComparison.Ordinal));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_camera_is_the_cover_until_it_is_stopped_or_its_page_is_closed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Frames in /dev/shm are on Linux.");
        using var player = AppProcess.StartPlayer(_directory, _key);
        using var chat = AppProcess.StartChat(_directory, _key);
        await using var playerPage = await browser.OpenAsync(player.Address);
        await using (var chatPage = await browser.OpenAsync(chat.Address))
        {
            await chatPage.WaitForTextAsync("camera", "Use camera");
            await chatPage.WaitForTextAsync("camera-hint", "this machine only");
            await chatPage.ClickAsync("#camera");
            await chatPage.WaitForTextAsync("camera", "Stop camera");
            await chatPage.WaitForAsync("document.getElementById('video').checkVisibility() && document.getElementById('video').videoWidth > 0");
            await playerPage.WaitForAsync($"{LookAtAll} > 10");
            await playerPage.WaitForTextAsync("live-facts", "640 × 480");

            await chatPage.ClickAsync("#camera");
            await chatPage.WaitForTextAsync("camera", "Use camera");
            await playerPage.WaitForAsync("document.getElementById('live').hidden");

            await chatPage.ClickAsync("#camera");
            await playerPage.WaitForAsync("document.getElementById('live').checkVisibility()");
            Assert.Empty(chatPage.Complaints);
        }

        await playerPage.WaitForAsync("document.getElementById('live').hidden");
        await chat.StateAsync(state => state.GetProperty("live").ValueKind == JsonValueKind.Null);
        Assert.Empty(playerPage.Complaints);
    }
}
