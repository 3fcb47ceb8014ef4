// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Quayside;
using Quayside.ChatClient;
using Quayside.Imaging;
using Quayside.WebApp;

var command = new RootCommand(
    "Shows your picture as a chat client does, and publishes it in shared memory for every program that knows the key.");
var common = new CommonOptions(command);
var publish = new Option<FileInfo?>("--publish")
{
    Description = "A picture to publish at start.",
    HelpName = "file",
};
var running = new Option<Uri?>("--player")
{
    Description = "The address of a music player that runs already, for the second button. Without it the button starts one.",
    HelpName = "address",
    CustomParser = result =>
    {
        if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var address) && address is { Scheme: "http", IsLoopback: true })
        {
            return address;
        }

        result.AddError($"--player {result.Tokens[0].Value} is no address on this machine: give one such as http://127.0.0.1:8080.");
        return null;
    },
};
command.Options.Add(publish);
command.Options.Add(running);
command.SetAction(RunAsync);

return await CommandLine.RunAsync(command, args).ConfigureAwait(false);

async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
{
    var settings = common.Read(parsed);
    QtPicture? first = null;
    MovingPicture? moving = null;
    if (parsed.GetValue(publish) is { } file)
    {
        try
        {
            first = QtPicture.Load(file.FullName, settings.Limits);
            moving = MovingPicture.TryOpen(await File.ReadAllBytesAsync(file.FullName, cancellation).ConfigureAwait(false));
        }
        catch (Exception e) when (e is PictureFormatException or IOException or UnauthorizedAccessException)
        {
            var advice = e is PictureFormatException ? "" : " Give a picture that can be read.";
            await Console.Error.WriteLineAsync($"--publish: {e.Message}{advice}").ConfigureAwait(false);
            return 1;
        }
    }

    var key = IpcKey.Legacy(settings.Key);
    var feed = new StateFeed<ChatState>(new(settings.Key, key.NativeName, null, null, string.Empty, parsed.GetValue(running), null));
    using var changed = ChangedSignal.TryOpen(settings.Key);
    using var publisher = new PicturePublisher(key, changed, feed);
    var live = LiveFrames.KeyFor(settings.Key);
    using var stage = new LiveStage(live, feed);
    using var uploads = new Uploads(publisher, stage, settings.Limits);
    using var status = new StatusPublisher(StatusLine.KeyFor(settings.Key), feed);
    var player = new PlayerProcess(settings.Key, parsed.GetValue(running), feed);
    await using var endsPlayer = player.ConfigureAwait(false);
    return await LoopbackApp.RunAsync(
        typeof(ChatState).Assembly,
        settings,
        services =>
        {
            services.AddHostedService(_ => status);
            services.AddHostedService(_ => stage);
            if (first is not null)
            {
                services.AddHostedService(_ => new PublishAtStart(publisher, stage, first, moving));
            }
        },
        app =>
        {
            app.MapState(feed);
            app.MapPicture(() => feed.Current.Picture);
            app.MapPublish(uploads);
            app.MapLive(live);
            app.MapCamera(stage);
            app.MapStatus(status);
            app.MapPlayer(player, settings.OpensWindow);
        },
        cancellation).ConfigureAwait(false);
}
