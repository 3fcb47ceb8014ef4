// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Net;
using System.Text.Json;
using Quayside.Testing;
using Quayside.Waiting;
using SkiaSharp;

namespace Quayside.Apps.Tests;

/// <summary>The live picture on its way from the chat client to the music player.</summary>
public sealed class LiveTests : IDisposable
{
    private const int Stop = 19;
    private const int Continue = 18;
    private readonly PrivateDirectory _directory = new();
    private readonly PrivateDirectory _files = new();
    private readonly string _key = UniqueKey.Next("quayside-live");

    public LiveTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Frames in /dev/shm are on Linux.");
        File.WriteAllBytes(_files["moving.gif"], MovingGif.Of(10, MovingGif.Colours));
    }

    private IpcKey Key => IpcKey.PlatformSafe(_key + ".live");

    public void Dispose()
    {
        _directory.Dispose();
        _files.Dispose();
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_picture_that_moves_is_live_until_another_one_takes_its_place()
    {
        using var player = AppProcess.StartPlayer(_directory, _key);
        using var chat = AppProcess.StartChat(_directory, _key);
        await chat.PublishAsync(MovingGif.Of(5, MovingGif.Colours));
        var live = (await player.StateAsync(IsLive)).GetProperty("live");
        Assert.Equal((MovingGif.Width, MovingGif.Height), (live.GetProperty("width").GetInt32(), live.GetProperty("height").GetInt32()));
        Assert.Equal("picture", (await chat.StateAsync(IsLive)).GetProperty("live").GetProperty("source").GetString());
        await player.StateAsync(state => IsLive(state) && state.GetProperty("live").GetProperty("rate").ValueKind == JsonValueKind.Number);
        Assert.Superset(MovingGif.Colours.ToHashSet(), await ColoursAsync(player, MovingGif.Colours.Length));
        Assert.Equal(await chat.PictureAsync("picture"), await player.PictureAsync("cover"));

        await chat.PublishAsync(Pictures.Red);
        await chat.StateAsync(state => !IsLive(state));
        await player.StateAsync(state => !IsLive(state));
        Assert.Equal(Pictures.Red, await player.PictureAsync("cover"));
        using var none = await player.Client.GetAsync("/live", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        Assert.False(File.Exists("/dev/shm" + Key.NativeName));
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_frame_that_stands_for_long_is_live_all_the_time()
    {
        using var player = AppProcess.StartPlayer(_directory, _key);
        using var chat = AppProcess.StartChat(_directory, _key);
        await chat.PublishAsync(MovingGif.Of(1000, SKColors.Red, SKColors.Blue));
        var first = (await player.StateAsync(IsLive)).GetProperty("live").GetProperty("id").GetInt64();
        await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
        Assert.Equal(first, (await player.StateAsync()).GetProperty("live").GetProperty("id").GetInt64());
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_killed_chat_client_leaves_the_still_picture_and_one_that_starts_again_is_live_again()
    {
        using var player = AppProcess.StartPlayer(_directory, _key);
        using (var chat = AppProcess.StartChat(_directory, _key, "--publish", _files["moving.gif"]))
        {
            await player.StateAsync(IsLive);
            chat.Process.Kill();
        }

        var state = await player.StateAsync(state => !IsLive(state));
        Assert.Equal(JsonValueKind.Object, state.GetProperty("cover").ValueKind);
        using (var again = AppProcess.StartChat(_directory, _key, "--publish", _files["moving.gif"]))
        {
            await player.StateAsync(IsLive);
            again.Process.Kill();
        }

        // At once, while the player is still in the segment of the dead one.
        using var last = AppProcess.StartChat(_directory, _key, "--publish", _files["moving.gif"]);
        await last.StateAsync(IsLive);
        using var second = AppProcess.StartPlayer(_directory, _key);
        await second.StateAsync(IsLive);
        _ = await ColoursAsync(player, 3);
        player.Process.Kill();
        _ = await ColoursAsync(second, 3);

        Assert.Equal(0, last.Terminate());
        Assert.Equal(0, second.Terminate());
        Assert.DoesNotContain(Directory.GetFiles("/dev/shm"), file => file.Contains(_key, StringComparison.Ordinal));
        Assert.Empty(_directory.Names);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_player_that_is_stopped_keeps_nobody_waiting()
    {
        using var player = AppProcess.StartPlayer(_directory, _key);
        using var chat = AppProcess.StartChat(_directory, _key, "--publish", _files["moving.gif"]);
        await player.StateAsync(IsLive);
        using var page = await player.Client.GetStreamAsync("/live", TestContext.Current.CancellationToken);
        player.Process.Signal(Stop);
        try
        {
            using var reader = FrameReader.Open(Key);
            for (var next = reader.Sequence + 15; reader.Sequence < next;)
            {
                Assert.True(reader.TryTake(out var frame, Watchdog.Patience, TestContext.Current.CancellationToken));
                frame.Dispose();
            }
        }
        finally
        {
            player.Process.Signal(Continue);
        }

        await player.StateAsync(IsLive);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_camera_is_live_while_its_pictures_come()
    {
        using var chat = AppProcess.StartChat(_directory, _key);
        using var player = AppProcess.StartPlayer(_directory, _key);
        using var watcher = FramePublisher.Open(Key, new(1280, 720, PixelFormat.Rgba));
        var first = await BeginCameraAsync(chat);
        var camera = await ShowFrameAsync(chat, 4, 2, 32);
        Assert.Equal(HttpStatusCode.Conflict, await PutFrameAsync(chat, first, 4, 2, 32));

        var live = (await player.StateAsync(IsLive)).GetProperty("live");
        Assert.Equal((4, 2), (live.GetProperty("width").GetInt32(), live.GetProperty("height").GetInt32()));
        using (var reader = FrameReader.Open(Key))
        {
            Assert.True(reader.TryTake(out var frame));
            using (frame)
            {
                Assert.Equal([.. Enumerable.Range(0, 32).Select(at => (byte)at)], frame.Pixels.ToArray());
            }
        }

        await player.StateAsync(state => !IsLive(state));
        await chat.StateAsync(state => !IsLive(state));
        Assert.Equal(HttpStatusCode.Conflict, await PutFrameAsync(chat, camera, 4, 2, 32));
    }

    [Theory(Timeout = Watchdog.Milliseconds)]
    [InlineData(4, 2, 31)]
    [InlineData(4, 2, 33)]
    [InlineData(4, 2, 0)]
    [InlineData(0, 2, 0)]
    [InlineData(-4, 2, 32)]
    [InlineData(int.MaxValue, int.MaxValue, 4)]
    [InlineData(1280, 721, 1280 * 721 * 4)]
    [InlineData(1281, 1, 1281 * 4)]
    public async Task A_picture_of_another_size_than_it_says_is_refused_and_nothing_is_shown(int width, int height, int bytes)
    {
        using var chat = AppProcess.StartChat(_directory, _key);
        using var watcher = FramePublisher.Open(Key, new(1280, 720, PixelFormat.Rgba));
        var camera = await BeginCameraAsync(chat);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await PutFrameAsync(chat, camera, width, height, bytes));
        Assert.Equal(0, watcher.Sequence);
        _ = await ShowFrameAsync(chat, 1280, 720, 1280 * 720 * 4);
        Assert.Equal(1, watcher.Sequence);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_picture_is_sent_by_the_page_itself_or_not_at_all()
    {
        using var chat = AppProcess.StartChat(_directory, _key);
        var camera = await BeginCameraAsync(chat);
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/live/frame?camera={camera}&width=1&height=1") { Content = new ByteArrayContent(new byte[4]) };
        using var answer = await chat.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Each_publication_is_told_by_the_signal()
    {
        using var chat = AppProcess.StartChat(_directory, _key);
        using var signal = ChangeSignal.OpenReadOnly(IpcKey.PlatformSafe(_key + ".changed"));
        await chat.PublishAsync(Pictures.Red);
        Assert.Equal(1, signal.Version);
        await chat.PublishAsync(Pictures.Blue);
        Assert.Equal(2, signal.Version);
    }

    private static bool IsLive(JsonElement state) => state.GetProperty("live").ValueKind == JsonValueKind.Object;

    private static async Task<int> BeginCameraAsync(AppProcess chat)
    {
        using var answer = await chat.PostAsync("/camera");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return json.RootElement.GetProperty("id").GetInt32();
    }

    private static async Task<HttpStatusCode> PutFrameAsync(AppProcess chat, int camera, int width, int height, int bytes)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/live/frame?camera={camera}&width={width}&height={height}")
        {
            Content = new ByteArrayContent([.. Enumerable.Range(0, bytes).Select(at => unchecked((byte)at))]),
        };
        request.Headers.Add("X-Quayside", "1");
        using var answer = await chat.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    // A camera ends when this machine is so busy that its first picture takes two seconds: then another one is begun.
    private static async Task<int> ShowFrameAsync(AppProcess chat, int width, int height, int bytes)
    {
        while (true)
        {
            var camera = await BeginCameraAsync(chat);
            var code = await PutFrameAsync(chat, camera, width, height, bytes);
            if (code != HttpStatusCode.Conflict)
            {
                Assert.Equal(HttpStatusCode.NoContent, code);
                return camera;
            }
        }
    }

    // Reads motion JPEG as it comes, until so many colours have been seen.
    private static async Task<HashSet<SKColor>> ColoursAsync(AppProcess player, int count)
    {
        using var stream = new BufferedStream(await player.Client.GetStreamAsync("/live", TestContext.Current.CancellationToken));
        var seen = new HashSet<SKColor>();
        for (var frames = 0; seen.Count < count; frames++)
        {
            Assert.True(frames < 1000, $"Of {count} colours only {string.Join(", ", seen)} came.");
            var length = 0;
            for (string line; (line = ReadLine(stream)).Length > 0 || length == 0;)
            {
                length = line.StartsWith("Content-Length: ", StringComparison.Ordinal) ? int.Parse(line["Content-Length: ".Length..], null) : length;
            }

            var jpeg = new byte[length];
            stream.ReadExactly(jpeg);
            using var picture = SKBitmap.Decode(jpeg);
            seen.Add(Nearest(picture.GetPixel(picture.Width / 2, picture.Height / 2)));
        }

        return seen;
    }

    private static string ReadLine(Stream stream)
    {
        var line = new List<char>();
        for (int next; (next = stream.ReadByte()) != '\n';)
        {
            Assert.True(next >= 0, "The stream ended.");
            line.Add((char)next);
        }

        return new([.. line.Where(letter => letter != '\r')]);
    }

    private static SKColor Nearest(SKColor colour) => MovingGif.Colours.MinBy(known =>
        Math.Abs(known.Red - colour.Red) + Math.Abs(known.Green - colour.Green) + Math.Abs(known.Blue - colour.Blue));
}
