// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.CommandLine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Quayside;
using Quayside.MusicPlayer;
using Quayside.WebApp;

var command = new RootCommand("Plays your music, with the picture that is in shared memory as the cover.");
var common = new CommonOptions(command);
var stopByInput = new Option<bool>("--stop-by-input")
{
    Description = $"End when the line '{StopLine.Text}' comes on standard input: for the program that starts this one.",
};
command.Options.Add(stopByInput);
command.SetAction(RunAsync);

return await CommandLine.RunAsync(command, args).ConfigureAwait(false);

async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
{
    var settings = common.Read(parsed);
    var key = IpcKey.Legacy(settings.Key);
    var feed = new StateFeed<PlayerState>(new(settings.Key, key.NativeName, null, null, 0, string.Empty, null));
    var reader = new CoverReader(key, settings.Limits, feed);
    var live = LiveFrames.KeyFor(settings.Key);
    using var changed = ChangedSignal.TryOpen(settings.Key);
    return await LoopbackApp.RunAsync(
        typeof(PlayerState).Assembly,
        settings,
        services =>
        {
            services.AddHostedService(_ => new CoverFollower(key, changed, reader));
            services.AddHostedService(_ => new StatusFollower(StatusLine.KeyFor(settings.Key), feed));
            services.AddHostedService(_ => new LiveFollower(live, feed));
            if (parsed.GetValue(stopByInput))
            {
                services.AddHostedService<StopLine>();
            }
        },
        app =>
        {
            app.MapState(feed);
            app.MapPicture(() => feed.Current.Cover);
            app.MapLive(live);
            app.MapPost("/read", (CancellationToken gone) =>
            {
                reader.Read(gone);
                return TypedResults.NoContent();
            });
        },
        cancellation).ConfigureAwait(false);
}
