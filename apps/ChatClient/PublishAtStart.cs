// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Hosting;
using Quayside.Imaging;

namespace Quayside.ChatClient;

/// <summary>Publishes the command line's picture: once the signals that end the program are heard, before the page is served.</summary>
internal sealed class PublishAtStart(PicturePublisher publisher, QtPicture picture) : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (await publisher.PublishAsync(picture, cancellationToken).ConfigureAwait(false) is { } failure)
        {
            await Console.Error.WriteLineAsync($"{failure.Title}: {failure.Detail}").ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
