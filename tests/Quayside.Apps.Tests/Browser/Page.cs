// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Collections.Concurrent;
using System.Text.Json;
using Quayside.Testing;

namespace Quayside.Apps.Tests.Browser;

/// <summary>A page in the browser, used as a person does: by mouse, keyboard, files, and by looking.</summary>
public sealed class Page : IAsyncDisposable
{
    private readonly DevToolsConnection _connection;
    private readonly ConcurrentQueue<string> _complaints = [];

    private Page(DevToolsConnection connection)
    {
        _connection = connection;
        connection.Happened += Listen;
    }

    /// <summary>Gets what the page's scripts and the content security policy complained about.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    internal static async Task<Page> OpenAsync(DevToolsConnection connection, Uri address)
    {
        var page = new Page(connection);
        foreach (var domain in (string[])["Page", "Runtime", "Log", "DOM"])
        {
            await connection.SendAsync(domain + ".enable");
        }

        await connection.SendAsync("Page.navigate", new { url = address.ToString() });
        await page.WaitForAsync("document.readyState === 'complete' && location.href !== 'about:blank'");
        return page;
    }

    /// <summary>Gives the window a size and the system a light or a dark look.</summary>
    public async Task LookAsync(int width, int height, bool dark)
    {
        await _connection.SendAsync("Emulation.setDeviceMetricsOverride", new { width, height, deviceScaleFactor = 1, mobile = false });
        await _connection.SendAsync("Emulation.setEmulatedMedia", new
        {
            features = new[] { new { name = "prefers-color-scheme", value = dark ? "dark" : "light" } },
        });
    }

    /// <summary>Evaluates a script and gives its value, awaited.</summary>
    public async Task<T> EvaluateAsync<T>(string expression)
    {
        var answer = await _connection.SendAsync(
            "Runtime.evaluate", new { expression, awaitPromise = true, returnByValue = true, userGesture = true });
        if (answer.TryGetProperty("exceptionDetails", out var details))
        {
            throw new InvalidOperationException(details.GetRawText());
        }

        var result = answer.GetProperty("result");
        return result.TryGetProperty("value", out var value) ? value.Deserialize<T>()! : default!;
    }

    /// <summary>Waits until a script's value is true.</summary>
    public async Task WaitForAsync(string condition)
    {
        var deadline = Environment.TickCount64 + Watchdog.Milliseconds / 2;
        while (!await EvaluateAsync<bool>($"Boolean({condition})"))
        {
            if (Environment.TickCount64 > deadline)
            {
                throw new TimeoutException(
                    $"In vain for {condition}; the page says: {await EvaluateAsync<string>("document.body.innerText")}");
            }

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits until <paramref name="text"/> can be seen in the element with <paramref name="id"/>.</summary>
    public Task WaitForTextAsync(string id, string text) =>
        WaitForAsync($"(e => e.checkVisibility() && e.innerText.includes({Quote(text)}))(document.getElementById({Quote(id)}))");

    /// <summary>Presses and releases a key such as Tab, Enter or Space.</summary>
    public async Task PressAsync(string key)
    {
        var (code, text, number) = key switch
        {
            "Tab" => ("Tab", "", 9),
            "Enter" => ("Enter", "\r", 13),
            " " => ("Space", " ", 32),
            _ => throw new ArgumentOutOfRangeException(nameof(key), key, "No such key here."),
        };
        var down = text.Length > 0 ? "keyDown" : "rawKeyDown";
        await _connection.SendAsync("Input.dispatchKeyEvent", new { type = down, key, code, text, windowsVirtualKeyCode = number });
        await _connection.SendAsync("Input.dispatchKeyEvent", new { type = "keyUp", key, code, windowsVirtualKeyCode = number });
    }

    /// <summary>Presses Tab until the element with <paramref name="id"/> has the focus.</summary>
    public async Task TabToAsync(string id)
    {
        for (var presses = 0; presses < 30; presses++)
        {
            await PressAsync("Tab");
            if (await EvaluateAsync<bool>($"document.activeElement.id === {Quote(id)}"))
            {
                return;
            }
        }

        Assert.Fail($"Tab does not reach #{id}.");
    }

    /// <summary>Clicks into the middle of an element.</summary>
    public async Task ClickAsync(string selector)
    {
        var at = await EvaluateAsync<double[]>(
            "(e => { e.scrollIntoView({ block: 'center' }); const r = e.getBoundingClientRect(); "
            + $"return [r.x + r.width / 2, r.y + r.height / 2]; }})(document.querySelector({Quote(selector)}))");
        foreach (var type in (string[])["mousePressed", "mouseReleased"])
        {
            await _connection.SendAsync("Input.dispatchMouseEvent", new { type, x = at[0], y = at[1], button = "left", clickCount = 1 });
        }
    }

    /// <summary>Answers a file chooser: gives the files to a file input.</summary>
    public async Task ChooseFilesAsync(string selector, params string[] files)
    {
        var document = await _connection.SendAsync("DOM.getDocument");
        var node = await _connection.SendAsync(
            "DOM.querySelector", new { nodeId = document.GetProperty("root").GetProperty("nodeId").GetInt32(), selector });
        await _connection.SendAsync("DOM.setFileInputFiles", new { files, nodeId = node.GetProperty("nodeId").GetInt32() });
    }

    /// <summary>Saves what the page looks like, in its full height.</summary>
    public async Task ScreenshotAsync(string name)
    {
        await EvaluateAsync<bool>(
            "document.fonts.ready.then(() => Promise.all([...document.images].filter(i => i.src && !i.src.includes('/live')).map(i => i.decode()))).then(() => true)");
        var picture = await _connection.SendAsync("Page.captureScreenshot", new { captureBeyondViewport = true });
        var directory = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "screenshots")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(directory, name + ".png"), picture.GetProperty("data").GetBytesFromBase64());
    }

    /// <summary>Writes a text as a script's string.</summary>
    public static string Quote(string text) => JsonSerializer.Serialize(text);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _connection.SendAsync("Page.close");
        await _connection.DisposeAsync();
    }

    private void Listen(string name, JsonElement parameters)
    {
        if (name == "Runtime.exceptionThrown")
        {
            _complaints.Enqueue(parameters.GetRawText());
        }
        else if (name == "Log.entryAdded" && parameters.GetProperty("entry") is var entry
            && entry.GetProperty("level").GetString() == "error" && entry.GetProperty("source").GetString() != "network")
        {
            _complaints.Enqueue(entry.GetProperty("text").GetString()!);
        }
    }
}
