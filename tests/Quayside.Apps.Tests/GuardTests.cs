// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Net;
using Quayside.Testing;

namespace Quayside.Apps.Tests;

/// <summary>What the applications let in, and from where.</summary>
public sealed class GuardTests : IDisposable
{
    private readonly PrivateDirectory _directory = new();
    private readonly string _key = UniqueKey.Next();

    public static TheoryData<string> Apps { get; } = new("ChatClient", "MusicPlayer");

    public void Dispose() => _directory.Dispose();

    [Theory(Timeout = Watchdog.Milliseconds), MemberData(nameof(Apps))]
    public async Task A_foreign_Host_is_refused(string name)
    {
        using var app = Start(name);
        var port = app.Address.Port;
        foreach (var host in (string[])["evil.test", $"evil.test:{port}", $"localhost:{port}", "127.0.0.1", $"127.0.0.1:{port - 1}"])
        {
            Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(app, HttpMethod.Get, "/", ("Host", host)));
        }
    }

    [Theory(Timeout = Watchdog.Milliseconds), MemberData(nameof(Apps))]
    public async Task A_foreign_Origin_is_refused(string name)
    {
        using var app = Start(name);
        var port = app.Address.Port;
        foreach (var origin in (string[])["http://evil.test", "null", $"https://127.0.0.1:{port}", $"http://127.0.0.1:{port + 1}"])
        {
            Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(app, HttpMethod.Get, "/events", ("Origin", origin)));
            Assert.Equal(
                HttpStatusCode.Forbidden, await StatusAsync(app, HttpMethod.Post, Action(name), ("Origin", origin), ("X-Quayside", "1")));
        }

        Assert.Equal(
            HttpStatusCode.OK, await StatusAsync(app, HttpMethod.Get, "/", ("Origin", app.Address.GetLeftPart(UriPartial.Authority))));
    }

    [Theory(Timeout = Watchdog.Milliseconds), MemberData(nameof(Apps))]
    public async Task A_request_that_the_browser_says_comes_from_another_site_is_refused(string name)
    {
        using var app = Start(name);
        foreach (var site in (string[])["cross-site", "same-site"])
        {
            Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(app, HttpMethod.Get, "/events", ("Sec-Fetch-Site", site)));
            Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(app, HttpMethod.Get, "/", ("Sec-Fetch-Site", site)));
            (string, string)[] post = [("Sec-Fetch-Site", site), ("X-Quayside", "1")];
            Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(app, HttpMethod.Post, Action(name), post));
        }
    }

    [Theory(Timeout = Watchdog.Milliseconds), MemberData(nameof(Apps))]
    public async Task A_link_to_the_page_may_be_followed_from_anywhere(string name)
    {
        using var app = Start(name);
        (string, string)[] link = [("Sec-Fetch-Site", "same-site"), ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document")];
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(app, HttpMethod.Get, "/", link));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(app, HttpMethod.Get, "/events", link));
    }

    [Theory(Timeout = Watchdog.Milliseconds), MemberData(nameof(Apps))]
    public async Task A_request_that_changes_something_needs_the_pages_header(string name)
    {
        using var app = Start(name);
        foreach (var method in (HttpMethod[])[HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete])
        {
            Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(app, method, Action(name)));
        }
    }

    [Theory(Timeout = Watchdog.Milliseconds), MemberData(nameof(Apps))]
    public async Task Every_answer_carries_the_headers_that_keep_others_out(string name)
    {
        using var app = Start(name);
        foreach (var path in (string[])["/", "/base.css", "/live.js", "/icon.svg", "/picture/none"])
        {
            using var answer = await app.Client.GetAsync(path, TestContext.Current.CancellationToken);
            string Header(string header) => string.Join(", ", answer.Headers.GetValues(header));
            Assert.StartsWith("default-src 'none'; script-src 'self';", Header("Content-Security-Policy"), StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", Header("Content-Security-Policy"), StringComparison.Ordinal);
            Assert.Equal("nosniff", Header("X-Content-Type-Options"));
            Assert.Equal("no-store", Header("Cache-Control"));
            Assert.Equal("same-origin", Header("Cross-Origin-Resource-Policy"));
        }
    }

    [Theory(Timeout = Watchdog.Milliseconds), MemberData(nameof(Apps))]
    public void Nothing_but_loopback_listens_whatever_the_environment_says(string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The list of listening sockets is Linux's.");
        using var process = ChildProcess.Start(
            Repository.Executable("apps/" + name, name),
            ["--key", _key, "--no-browser"],
            new Dictionary<string, string?>
            {
                ["TMPDIR"] = _directory.Path,
                ["ASPNETCORE_URLS"] = "http://0.0.0.0:0",
                ["ASPNETCORE_HTTP_PORTS"] = "0",
                ["Kestrel__Endpoints__Other__Url"] = "http://0.0.0.0:0",
                ["DOTNET_EnableDiagnostics"] = "0",
            });
        process.Read();
        var own = Directory.EnumerateFiles($"/proc/{process.Id}/fd").Select(fd => new FileInfo(fd).LinkTarget)
            .Where(target => target?.StartsWith("socket:[", StringComparison.Ordinal) ?? false)
            .Select(target => target!["socket:[".Length..^1]).ToHashSet();
        var listening = from table in (string[])["/proc/net/tcp", "/proc/net/tcp6"]
                        where File.Exists(table)
                        from line in File.ReadLines(table).Skip(1)
                        let field = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                        where field[3] == "0A" && own.Contains(field[9])
                        select field[1].Split(':')[0];
        Assert.Equal(["0100007F"], listening);

        // Asked and not killed, so that it leaves nothing under its keys.
        process.Signal(15);
        Assert.Equal(0, process.WaitForExit());
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task An_upload_of_more_than_64_MiB_is_refused_with_the_limit()
    {
        using var app = Start("ChatClient");
        using var answer = await app.PutPictureAsync(new byte[(64 << 20) + 1]);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("64 MiB", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains(
            "64 MiB", (await app.StateAsync()).GetProperty("failure").GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_picture_that_is_no_longer_shared_is_not_served()
    {
        using var app = Start("ChatClient");
        await app.PublishAsync(Pictures.Red);
        var id = (await app.StateAsync()).GetProperty("picture").GetProperty("id").GetString();
        await app.PublishAsync(Pictures.Blue);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(app, HttpMethod.Get, $"/picture/{id}"));
    }

    private static string Action(string name) => name == "ChatClient" ? "/player" : "/read";

    private static async Task<HttpStatusCode> StatusAsync(
        AppProcess app, HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await app.Client.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private AppProcess Start(string name) =>
        name == "ChatClient" ? AppProcess.StartChat(_directory, _key) : AppProcess.StartPlayer(_directory, _key);
}
