// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Quayside.Testing;

namespace Quayside.Apps.Tests;

/// <summary>What is left when the applications end, by being asked to or by being killed.</summary>
public sealed class EndTests : IDisposable
{
    private const int Interrupt = 2;
    private const int Terminate = 15;
    private readonly PrivateDirectory _directory = new();
    private readonly PrivateDirectory _files = new();
    private readonly string _key = UniqueKey.Next();

    public EndTests() => File.WriteAllBytes(_files["red.png"], Pictures.Red);

    public void Dispose()
    {
        _directory.Dispose();
        _files.Dispose();
    }

    [Theory(Timeout = Watchdog.Milliseconds), InlineData(Terminate), InlineData(Interrupt)]
    public async Task A_signal_ends_the_chat_client_and_leaves_nothing(int signal)
    {
        using var chat = AppProcess.StartChat(_directory, _key, "--publish", _files["red.png"]);
        using var events = await chat.Client.GetStreamAsync("/events", TestContext.Current.CancellationToken);
        var keys = SystemVTraces.Keys(_directory);
        Assert.Equal(2, keys.Length);
        Assert.Equal(2, SystemVTraces.Remaining(keys).Length);

        Assert.Equal(0, chat.Terminate(signal));
        Assert.Empty(SystemVTraces.Remaining(keys));
        Assert.Empty(_directory.Names);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_signal_ends_a_player_with_an_open_page_and_leaves_nothing()
    {
        using var player = AppProcess.StartPlayer(_directory, _key);
        using var events = await player.Client.GetStreamAsync("/events", TestContext.Current.CancellationToken);
        Assert.Equal(0, player.Terminate());
        Assert.Empty(_directory.Names);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task Publishing_many_times_while_a_player_reads_leaves_nothing()
    {
        using var chat = AppProcess.StartChat(_directory, _key);
        using var player = AppProcess.StartPlayer(_directory, _key);
        var keys = new HashSet<int>();
        for (var round = 0; round < 20; round++)
        {
            var reading = player.PostAsync("/read");
            await chat.PublishAsync(round % 2 == 0 ? Pictures.Red : Pictures.Blue);
            using var read = await reading;
            keys.UnionWith(SystemVTraces.Keys(_directory));
        }

        Assert.Equal(0, chat.Terminate());
        Assert.Equal(0, player.Terminate());
        Assert.Empty(SystemVTraces.Remaining(keys));
        Assert.Empty(_directory.Names);
    }

    [Fact(Timeout = 60 * Watchdog.Milliseconds)]
    public async Task After_kill_9_at_any_moment_the_next_start_just_works()
    {
        var rounds = int.Parse(Environment.GetEnvironmentVariable("QUAYSIDE_KILLS") ?? "67", CultureInfo.InvariantCulture);
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper!.WriteLine($"{rounds} rounds, seed {seed}");
        var random = new Random(seed);
        var keys = new HashSet<int>();
        var killed = new HashSet<int>();
        for (var round = 0; round < rounds; round++)
        {
            using (var early = AppProcess.LaunchChat(_directory, _key, "--publish", _files["red.png"]))
            {
                await Task.Delay(random.Next(700), TestContext.Current.CancellationToken);
                early.Kill();
                killed.Add(early.Id);
            }

            using var chat = AppProcess.StartChat(_directory, _key, "--publish", _files["red.png"]);
            Assert.Equal(JsonValueKind.Null, (await chat.StateAsync()).GetProperty("failure").ValueKind);
            using var player = AppProcess.StartPlayer(_directory, _key);
            await player.StateAsync(state => state.GetProperty("cover").ValueKind == JsonValueKind.Object);
            Assert.Equal(Pictures.Red, await player.PictureAsync("cover"));
            keys.UnionWith(SystemVTraces.Keys(_directory));

            var publishing = PublishUntilKilledAsync(chat);
            var reading = ReadUntilKilledAsync(player);
            await Task.Delay(random.Next(60), TestContext.Current.CancellationToken);
            chat.Process.Kill();
            await Task.Delay(random.Next(20), TestContext.Current.CancellationToken);
            player.Process.Kill();
            await Task.WhenAll(publishing, reading);
            killed.UnionWith([chat.Process.Id, player.Process.Id]);
            keys.UnionWith(SystemVTraces.Keys(_directory));
        }

        using var last = AppProcess.StartChat(_directory, _key, "--publish", _files["red.png"]);
        Assert.Equal(Pictures.Red, await last.PictureAsync("picture"));
        keys.UnionWith(SystemVTraces.Keys(_directory));
        Assert.Equal(0, last.Terminate());
        Assert.Empty(SystemVTraces.KeyFiles(_directory));

        // What a kill may leave for ever, within microseconds of a millisecond's work: seldom, or the order of removal is wrong.
        Assert.InRange(SystemVTraces.RemoveStranded(keys, _directory, killed), 0, 1 + rounds / 20);
        Assert.Empty(SystemVTraces.Remaining(keys));
    }

    private static Task PublishUntilKilledAsync(AppProcess chat) =>
        RepeatUntilKilledAsync(async round => (await chat.PutPictureAsync(round % 2 == 0 ? Pictures.Blue : Pictures.Red)).Dispose());

    private static Task ReadUntilKilledAsync(AppProcess player) =>
        RepeatUntilKilledAsync(async _ => (await player.PostAsync("/read")).Dispose());

    private static async Task RepeatUntilKilledAsync(Func<int, Task> request)
    {
        try
        {
            for (var round = 0; ; round++)
            {
                await request(round);
            }
        }
        catch (Exception e) when (e is HttpRequestException or SocketException)
        {
            // Killed. A connection that ends while it is made is told by the bare socket.
        }
    }
}
