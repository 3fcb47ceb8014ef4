// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Quayside.Testing;
using Quayside.Waiting;

namespace Quayside.Apps.Tests;

/// <summary>One of the applications as a process of its own, seen through its page's requests.</summary>
internal sealed class AppProcess : IDisposable
{
    private AppProcess(ChildProcess process, Uri address)
    {
        Process = process;
        Address = address;
        Client = new() { BaseAddress = address, Timeout = Watchdog.Patience };
    }

    public ChildProcess Process { get; }

    public Uri Address { get; }

    public HttpClient Client { get; }

    /// <summary>Starts the chat client and waits until it listens.</summary>
    public static AppProcess StartChat(PrivateDirectory directory, string key, params string[] more) =>
        Await(LaunchChat(directory, key, more));

    /// <summary>Starts the music player and waits until it listens.</summary>
    public static AppProcess StartPlayer(PrivateDirectory directory, string key, params string[] more) =>
        Await(Launch("MusicPlayer", directory, ["--key", key, "--no-browser", .. more]));

    /// <summary>Starts the chat client and does not wait for it.</summary>
    public static ChildProcess LaunchChat(PrivateDirectory directory, string key, params string[] more) =>
        Launch("ChatClient", directory, ["--key", key, "--no-browser", .. more]);

    /// <summary>Starts an application and does not wait for it.</summary>
    public static ChildProcess Launch(string name, PrivateDirectory directory, IEnumerable<string> arguments) =>
        ChildProcess.Start(Repository.Executable("apps/" + name, name), arguments, new Dictionary<string, string?>
        {
            ["TMPDIR"] = directory.Path,
            ["DISPLAY"] = null,
            ["WAYLAND_DISPLAY"] = null,
            ["DOTNET_EnableDiagnostics"] = "0",
        });

    /// <summary>Publishes a file as the chat page does.</summary>
    public async Task<HttpResponseMessage> PutPictureAsync(byte[] file)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "/picture") { Content = new ByteArrayContent(file) };
        request.Headers.Add("X-Quayside", "1");
        request.Headers.ExpectContinue = true;
        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Publishes a picture, which must succeed.</summary>
    public async Task PublishAsync(byte[] picture)
    {
        using var answer = await PutPictureAsync(picture);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == HttpStatusCode.NoContent, $"{answer.StatusCode}: {text} {Process.Errors}");
    }

    /// <summary>Posts as the pages do.</summary>
    public async Task<HttpResponseMessage> PostAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.Add("X-Quayside", "1");
        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Follows the events until a state satisfies <paramref name="condition"/>, and gives that state.</summary>
    public async Task<JsonElement> StateAsync(Func<JsonElement, bool>? condition = null)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Watchdog.Patience);
        using var reader = new StreamReader(await Client.GetStreamAsync("/events", patience.Token));
        var last = "none";
        try
        {
            while (await reader.ReadLineAsync(patience.Token) is { } line)
            {
                if (line.StartsWith("data: {", StringComparison.Ordinal))
                {
                    last = line["data: ".Length..];
                    using var state = JsonDocument.Parse(last);
                    if (condition?.Invoke(state.RootElement) ?? true)
                    {
                        return state.RootElement.Clone();
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The awaited state did not come; the last was {last}");
        }

        throw new InvalidOperationException($"The events ended; the last state was {last}");
    }

    /// <summary>Fetches the picture that the page shows; null when the state has none.</summary>
    public async Task<byte[]?> PictureAsync(string property)
    {
        var picture = (await StateAsync()).GetProperty(property);
        if (picture.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        using var answer = await Client.GetAsync(
            $"/picture/{picture.GetProperty("id").GetString()}", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(new MediaTypeHeaderValue("image/png"), answer.Content.Headers.ContentType);
        return await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Ends the program as a service manager or Ctrl-C does, and returns its exit code.</summary>
    public int Terminate(int signal = 15)
    {
        Process.Signal(signal);
        return Process.WaitForExit();
    }

    /// <summary>Ends the program, by asking: a killed one leaves a segment that outlives its directory.</summary>
    public void Dispose()
    {
        Client.Dispose();
        if (!Process.HasExited)
        {
            Terminate();
        }

        Process.Dispose();
    }

    private static AppProcess Await(ChildProcess process)
    {
        const string prefix = "listening on ";
        var line = process.Read();
        Assert.StartsWith(prefix + "http://127.0.0.1:", line, StringComparison.Ordinal);
        return new(process, new(line[prefix.Length..]));
    }
}
