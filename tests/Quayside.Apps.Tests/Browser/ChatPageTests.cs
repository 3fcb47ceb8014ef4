// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Testing;

namespace Quayside.Apps.Tests.Browser;

/// <summary>The chat client's page, used in a browser.</summary>
public sealed class ChatPageTests(Chromium browser) : IDisposable
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
    public async Task A_chosen_file_is_published_and_shown_with_its_size_and_native_key()
    {
        using var chat = AppProcess.StartChat(_directory, _key);
        await using var page = await browser.OpenAsync(chat.Address);
        await page.WaitForTextAsync("empty", "No picture yet");

        await page.ChooseFilesAsync("#file", Save("red.png", Pictures.Red));
        await ShowsAsync(page, chat, Pictures.Red);
        await page.WaitForTextAsync("status", "Published");
        await page.WaitForTextAsync("pixels", "320 × 240");
        await page.WaitForTextAsync("bytes", (Pictures.Red.Length + 4).ToString("N0", System.Globalization.CultureInfo.InvariantCulture));
        await page.WaitForTextAsync("key", _key);
        await page.WaitForTextAsync("native-key", _directory.Path + "/qipc_sharedmemory_");
        Assert.Empty(page.Complaints);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_dropped_and_a_pasted_picture_are_published()
    {
        using var chat = AppProcess.StartChat(_directory, _key);
        await using var page = await browser.OpenAsync(chat.Address);
        await DropAsync(page, Picture(Pictures.Red));
        await ShowsAsync(page, chat, Pictures.Red);

        await page.EvaluateAsync<bool>(
            "document.body.dispatchEvent(new ClipboardEvent('paste', "
            + $"{{ bubbles: true, clipboardData: ({Picture(Pictures.Blue)})(new DataTransfer()) }}))");
        await ShowsAsync(page, chat, Pictures.Blue);
        Assert.Empty(page.Complaints);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_bad_file_is_refused_with_the_reason_and_the_picture_stays()
    {
        using var chat = AppProcess.StartChat(_directory, _key);
        await using var page = await browser.OpenAsync(chat.Address);
        await page.ChooseFilesAsync("#file", Save("red.png", Pictures.Red));
        await ShowsAsync(page, chat, Pictures.Red);

        await page.ChooseFilesAsync("#file", Save("empty.png", []));
        await page.WaitForTextAsync("notice", "can't load this file");
        await page.ChooseFilesAsync("#file", Save("cut.png", Pictures.Red[..200]));
        await page.WaitForTextAsync("notice", "can't load this file");
        await ShowsAsync(page, chat, Pictures.Red);

        await page.ChooseFilesAsync("#file", Save("blue.png", Pictures.Blue));
        await ShowsAsync(page, chat, Pictures.Blue);
        await page.WaitForAsync("document.getElementById('notice').hidden");
        Assert.Empty(page.Complaints);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_file_of_more_than_64_MiB_and_a_drop_without_a_file_are_told_clearly()
    {
        using var chat = AppProcess.StartChat(_directory, _key);
        await using var page = await browser.OpenAsync(chat.Address);
        await DropAsync(page, "d => { d.items.add(new File([new Uint8Array(64 * 1024 * 1024 + 1)], 'large.png')); return d; }");
        await page.WaitForTextAsync("notice", "64 MiB");

        await DropAsync(page, "d => { d.setData('text/plain', 'words'); return d; }");
        await page.WaitForTextAsync("notice", "no file");
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task The_page_says_when_no_segment_can_be_made()
    {
        using var chat = AppProcess.StartChat(_directory, _key);
        await using var page = await browser.OpenAsync(chat.Address);
        await page.ChooseFilesAsync("#file", Save("red.png", Pictures.Red));
        await ShowsAsync(page, chat, Pictures.Red);

        var elsewhere = _directory.Path + "-moved";
        Directory.Move(_directory.Path, elsewhere);
        try
        {
            await page.ChooseFilesAsync("#file", Save("blue.png", Pictures.Blue));
            await page.WaitForTextAsync("notice", "can't create memory segment");
            await ShowsAsync(page, chat, Pictures.Red);
        }
        finally
        {
            Directory.Move(elsewhere, _directory.Path);
        }
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task The_second_button_opens_the_player_by_keyboard()
    {
        using var chat = AppProcess.StartChat(_directory, _key, "--publish", Save("red.png", Pictures.Red));
        await using var page = await browser.OpenAsync(chat.Address);
        await page.WaitForAsync("document.querySelectorAll('button')[1].id === 'player'");
        await page.TabToAsync("choose");
        await page.TabToAsync("player");
        await page.PressAsync("Enter");
        await page.WaitForTextAsync("status", "The player runs at 127.0.0.1:");

        var link = await page.EvaluateAsync<string>("document.querySelector('#status a').href");
        await using var player = await browser.OpenAsync(new(link));
        await player.WaitForAsync("document.getElementById('cover').naturalWidth === 320");
        Assert.Empty(page.Complaints);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_text_that_is_pasted_into_the_status_line_is_no_failed_picture_and_a_bad_line_is_told()
    {
        using var chat = AppProcess.StartChat(_directory, _key);
        await using var page = await browser.OpenAsync(chat.Address);
        await page.WaitForTextAsync("key", _key);
        await page.TabToAsync("line");
        await page.EvaluateAsync<bool>(
            "(d => { d.setData('text/plain', 'words'); return document.getElementById('line').dispatchEvent("
            + "new ClipboardEvent('paste', { bubbles: true, clipboardData: d })); })(new DataTransfer())");
        Assert.True(await page.EvaluateAsync<bool>("document.getElementById('notice').hidden"));

        await TypeAsync(page, "a\u202eb");
        await page.WaitForTextAsync("notice", "can't share the status");
        await TypeAsync(page, "ab");
        await page.WaitForAsync("document.getElementById('notice').hidden");
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_line_that_is_answered_late_does_not_spoil_the_one_after_it()
    {
        using var chat = AppProcess.StartChat(_directory, _key);
        await using var page = await browser.OpenAsync(chat.Address);
        await page.WaitForTextAsync("key", _key);
        await page.EvaluateAsync<bool>(
            "(ask => { let late = 1000; window.fetch = async (...what) => { const answer = await ask(...what); "
            + "await new Promise(done => setTimeout(done, late)); late = 0; return answer; }; return true; })(window.fetch)");
        await TypeAsync(page, "a\u202eb");
        await page.WaitForTextAsync("notice", "can't share the status");
        await TypeAsync(page, "ab");
        await page.WaitForAsync("document.getElementById('own-line').textContent === 'ab'");
        await page.WaitForAsync("document.getElementById('notice').hidden");

        // Longer than the late answer was under way.
        await Task.Delay(1200, TestContext.Current.CancellationToken);
        Assert.True(await page.EvaluateAsync<bool>("document.getElementById('notice').hidden"));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task The_notice_that_the_chat_client_is_silent_goes_when_it_is_heard_again()
    {
        using var first = AppProcess.StartChat(_directory, _key);
        await using var page = await browser.OpenAsync(first.Address);
        await page.WaitForTextAsync("key", _key);
        first.Process.Kill();
        await page.WaitForTextAsync("notice", "no answer");

        using var second = AppProcess.StartChat(_directory, _key, "--port", first.Address.Port.ToString(CultureInfo.InvariantCulture));
        await page.WaitForAsync("document.getElementById('notice').hidden");
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task The_first_button_opens_the_file_chooser_by_keyboard()
    {
        using var chat = AppProcess.StartChat(_directory, _key);
        await using var page = await browser.OpenAsync(chat.Address);
        await page.EvaluateAsync<bool>(
            "document.getElementById('file').addEventListener('click', e => { e.preventDefault(); document.title = 'asked'; }) ?? true");
        await page.TabToAsync("choose");
        await page.PressAsync("Enter");
        await page.WaitForAsync("document.title === 'asked'");
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task The_page_says_when_the_chat_client_has_ended()
    {
        using var chat = AppProcess.StartChat(_directory, _key);
        await using var page = await browser.OpenAsync(chat.Address);
        await page.WaitForTextAsync("key", _key);
        Assert.Equal(0, chat.Terminate());
        await page.WaitForTextAsync("notice", "has ended");
    }

    private static async Task ShowsAsync(Page page, AppProcess chat, byte[] file)
    {
        await chat.StateAsync(state => state.GetProperty("picture").ValueKind == System.Text.Json.JsonValueKind.Object);
        await page.WaitForAsync(
            "fetch(document.getElementById('picture').src).then(a => a.arrayBuffer())"
            + $".then(b => btoa(String.fromCharCode(...new Uint8Array(b))) === {Page.Quote(Convert.ToBase64String(file))})");
        await page.WaitForAsync(
            "document.getElementById('picture').naturalWidth === 320 && document.getElementById('picture').checkVisibility()");
    }

    private static Task<bool> TypeAsync(Page page, string line) => page.EvaluateAsync<bool>(
        $"(i => {{ i.value = {Page.Quote(line)}; return i.dispatchEvent(new Event('change')); }})(document.getElementById('line'))");

    // What is dropped is told by a script that puts it into a DataTransfer.
    private static Task<bool> DropAsync(Page page, string fill) => page.EvaluateAsync<bool>(
        "document.body.dispatchEvent(new DragEvent('drop', "
        + $"{{ bubbles: true, cancelable: true, dataTransfer: ({fill})(new DataTransfer()) }})) || true");

    private static string Picture(byte[] file) =>
        "d => { d.items.add(new File([Uint8Array.from(atob(" + Page.Quote(Convert.ToBase64String(file))
        + "), c => c.charCodeAt(0))], 'picture.png', { type: 'image/png' })); return d; }";

    private string Save(string name, byte[] file)
    {
        File.WriteAllBytes(_files[name], file);
        return _files[name];
    }
}
