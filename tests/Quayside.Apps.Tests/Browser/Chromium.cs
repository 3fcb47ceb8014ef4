// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Net.Http.Json;
using System.Text.Json;
using Quayside.Testing;

namespace Quayside.Apps.Tests.Browser;

/// <summary>One headless Chromium for all tests, started with the first page; it reaches this machine and nothing else.</summary>
public sealed class Chromium : IDisposable
{
    private static readonly string[] _names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    private readonly PrivateDirectory _profile = new();
    private readonly HttpClient _client = new();
    private ChildProcess? _process;

    /// <summary>Opens <paramref name="address"/> in a new page; skips the test when Chromium is not installed.</summary>
    public async Task<Page> OpenAsync(Uri address)
    {
        var program = Find();
        Assert.SkipWhen(program is null, "Chromium is not installed.");
        _process ??= Start(program);

        var file = _profile["DevToolsActivePort"];
        Watchdog.WaitFor("Chromium's address", () => File.Exists(file) && File.ReadAllLines(file).Length == 2);
        var devTools = new Uri($"http://127.0.0.1:{(await File.ReadAllLinesAsync(file))[0]}");
        using var answer = await _client.PutAsync(new Uri(devTools, "/json/new?about:blank"), null);
        var target = await answer.Content.ReadFromJsonAsync<JsonElement>();
        var connection = await DevToolsConnection.OpenAsync(new(target.GetProperty("webSocketDebuggerUrl").GetString()!));
        return await Page.OpenAsync(connection, address);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _process?.Dispose();
        _client.Dispose();
        try
        {
            _profile.Dispose();
        }
        catch (IOException)
        {
            // A helper process of the browser may outlive it by a moment and still write there.
        }
    }

    private static string? Find() =>
        (from directory in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
         from name in _names
         let path = Path.Combine(directory, name)
         where File.Exists(path)
         select path).FirstOrDefault();

    private ChildProcess Start(string program) => ChildProcess.Start(program,
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--no-default-browser-check",
        "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-domain-reliability",
        "--disable-extensions", "--mute-audio", "--hide-scrollbars", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        "--remote-debugging-port=0", $"--user-data-dir={_profile.Path}", "about:blank",
    ]);
}
