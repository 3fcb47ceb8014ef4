// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Quayside.Diagnostics;
using Quayside.Testing;
using Quayside.Waiting;
using SkiaSharp;

namespace Quayside.Cli.Tests;

/// <summary>The page of <c>frames view</c>, its picture and its figures, as a browser asks for them and as others do.</summary>
public sealed class FramesViewTests : IDisposable
{
    private const int SigInt = 2;
    private const int SigTerm = 15;

    private readonly Sandbox _sandbox = new();
    private readonly HttpClient _browser = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = Watchdog.Patience };
    private readonly string _key = UniqueKey.Next("quayside-view");

    public FramesViewTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "The keys of these tests are on Linux.");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IpcKey SafeKey => IpcKey.PlatformSafe(_key);

    public void Dispose()
    {
        _browser.Dispose();
        _sandbox.Dispose();
        _ = IpcInventory.Remove(SafeKey, force: true);
    }

    [Theory]
    [InlineData("bgra")]
    [InlineData("yuy2")]
    public async Task The_picture_is_motion_JPEG_of_the_frames_as_they_come(string format)
    {
        var page = View(out _);
        Publish("--size", "320x240", "--format", format);

        using var answer = await _browser.GetAsync(new Uri(page, "/live"), HttpCompletionOption.ResponseHeadersRead, Cancel);
        Assert.Equal("multipart/x-mixed-replace", answer.Content.Headers.ContentType!.MediaType);
        await using var stream = await answer.Content.ReadAsStreamAsync(Cancel);
        using var first = await NextPictureAsync(stream);
        using var second = await NextPictureAsync(stream);

        Assert.Equal((320, 240), (first.Width, first.Height));
        Assert.InRange(CardReading.SequenceOf(first), 1u, uint.MaxValue);
        Assert.True(CardReading.SequenceOf(second) > CardReading.SequenceOf(first));
    }

    [Fact]
    public async Task The_page_tells_the_key_and_figures_that_are_plausible()
    {
        var page = View(out _);
        Assert.Equal((_key, JsonValueKind.Null), await FiguresAsync(page, figures => figures.ValueKind));
        Publish("--size", "128x64");

        var (_, rate) = await FiguresAsync(page, figures => figures.ValueKind == JsonValueKind.Null ? 0 : figures.GetProperty("rate").GetDouble());
        for (var attempt = 0; rate == 0 && attempt < 100; attempt++)
        {
            await Task.Delay(100, Cancel);
            (_, rate) = await FiguresAsync(page, figures => figures.ValueKind == JsonValueKind.Null ? 0 : figures.GetProperty("rate").GetDouble());
        }

        Assert.InRange(rate, 0.1, 1000);
        Assert.Contains("<title>", await _browser.GetStringAsync(page, Cancel), StringComparison.Ordinal);
        foreach (var file in new[] { "view.css", "view.js", "icon.svg" })
        {
            Assert.NotEqual("", await _browser.GetStringAsync(new Uri(page, file), Cancel));
        }
    }

    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("Host", "localhost")]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    public async Task What_another_site_asks_for_is_refused(string header, string value)
    {
        var page = View(out _);
        foreach (var path in new[] { "/", "/live", "/figures", "/view.js" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(page, path));
            request.Headers.Add(header, header == "Host" ? $"{value}:{page.Port}" : value);
            using var answer = await _browser.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Our_own_page_may_ask_and_a_link_to_it_may_be_followed()
    {
        var page = View(out _);
        using var own = new HttpRequestMessage(HttpMethod.Get, new Uri(page, "/figures"));
        own.Headers.Add("Origin", page.GetLeftPart(UriPartial.Authority));
        own.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var link = new HttpRequestMessage(HttpMethod.Get, page);
        link.Headers.Add("Sec-Fetch-Site", "cross-site");
        link.Headers.Add("Sec-Fetch-Mode", "navigate");
        link.Headers.Add("Sec-Fetch-Dest", "document");

        using var figures = await _browser.SendAsync(own, Cancel);
        using var followed = await _browser.SendAsync(link, Cancel);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (figures.StatusCode, followed.StatusCode));
        Assert.Contains("default-src 'none'", followed.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST / HTTP/1.1\r\nHost: {0}\r\n\r\n", "405")]
    [InlineData("GET /none HTTP/1.1\r\nHost: {0}\r\n\r\n", "404")]
    [InlineData("GET / HTTP/1.1\r\n\r\n", "403")]
    [InlineData("GET / HTTP/1.1\r\nHost: {0}\r\nHost: evil.example\r\n\r\n", "403")]
    [InlineData("GET / HTTP/1.1\r\nHost {0}\r\n\r\n", "400")]
    [InlineData("nonsense\r\n\r\n", "400")]
    public async Task What_is_no_request_for_the_page_is_told_so(string request, string status)
    {
        var page = View(out _);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, page.Port, Cancel);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(string.Format(CultureInfo.InvariantCulture, request, page.Authority)), Cancel);
        using var reader = new StreamReader(stream);

        Assert.StartsWith($"HTTP/1.1 {status} ", await reader.ReadLineAsync(Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SigInt)]
    [InlineData(SigTerm)]
    public async Task A_signal_ends_it_in_good_order_while_a_page_looks_and_nothing_is_left(int signal)
    {
        var page = View(out var view);
        var test = Publish("--size", "128x64");
        using var answer = await _browser.GetAsync(new Uri(page, "/live"), HttpCompletionOption.ResponseHeadersRead, Cancel);
        await using var stream = await answer.Content.ReadAsStreamAsync(Cancel);
        using var first = await NextPictureAsync(stream);

        view.Signal(signal);

        Assert.Equal(0, view.WaitForExit());
        Assert.Equal("", view.Errors.Trim());
        test.Signal(SigTerm);
        Assert.Equal(0, test.WaitForExit());
        Assert.Null(IpcInventory.Inspect(SafeKey).Entry.Segment);
    }

    [Fact]
    public void A_port_that_is_taken_is_told_so()
    {
        var page = View(out _);

        var port = page.Port.ToString(CultureInfo.InvariantCulture);
        ErrorTests.AssertError(71, "--port 0", _sandbox.Run("frames", "view", _key, "--port", port));
        ErrorTests.AssertError(64, "65535", _sandbox.Run("frames", "view", _key, "--port", "65536"));
    }

    private Uri View(out ChildProcess view)
    {
        const string prefix = "listening on ";
        view = _sandbox.Start("frames", "view", _key);
        var line = view.Read();
        Assert.StartsWith(prefix + "http://127.0.0.1:", line, StringComparison.Ordinal);
        return new Uri(line[prefix.Length..]);
    }

    private ChildProcess Publish(params string[] options)
    {
        var test = _sandbox.Start(["frames", "test", _key, .. options]);
        Assert.StartsWith("publishing ", test.Read(), StringComparison.Ordinal);
        return test;
    }

    private async Task<(string? Key, T Value)> FiguresAsync<T>(Uri page, Func<JsonElement, T> read)
    {
        using var json = JsonDocument.Parse(await _browser.GetStringAsync(new Uri(page, "/figures"), Cancel));
        return (json.RootElement.GetProperty("key").GetString(), read(json.RootElement.GetProperty("figures")));
    }

    /// <summary>Reads a part of the stream: the lines of its head, and as many bytes as they say.</summary>
    private static async Task<SKBitmap> NextPictureAsync(Stream stream)
    {
        const string length = "Content-Length: ";
        var head = new List<string>();
        while (await ReadLineAsync(stream) is var line && (line.Length > 0 || !head.Exists(IsLength)))
        {
            head.Add(line);
        }

        Assert.Contains("--quayside-frame", head);
        Assert.Contains("Content-Type: image/jpeg", head);
        var jpeg = new byte[int.Parse(head.Single(IsLength)[length.Length..], CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(jpeg, Cancel);
        return SKBitmap.Decode(jpeg);

        static bool IsLength(string line) => line.StartsWith(length, StringComparison.Ordinal);
    }

    private static async Task<string> ReadLineAsync(Stream stream)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (true)
        {
            await stream.ReadExactlyAsync(one, Cancel);
            if (one[0] == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append((char)one[0]);
        }
    }
}
