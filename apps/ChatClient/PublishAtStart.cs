// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Hosting;
using Quayside.Imaging;

namespace Quayside.ChatClient;

/// <summary>Publishes, and plays if it moves, the command line's picture: once the signals that end the program are heard, before the page is served.</summary>
internal sealed class PublishAtStart(PicturePublisher publisher, LiveStage stage, QtPicture picture, MovingPicture? moving) : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (await publisher.PublishAsync(picture, cancellationToken).ConfigureAwait(false) is { } failure)
        {
            await Console.Error.WriteLineAsync($"{failure.Title}: {failure.Detail}").ConfigureAwait(false);
        }
        else if (await stage.ShowAsync(moving, cancellationToken).ConfigureAwait(false) is { } reason)
        {
            await Console.Error.WriteLineAsync($"{reason.Title}: {reason.Detail}").ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
