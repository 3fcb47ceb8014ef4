// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Microsoft.Extensions.Hosting;

namespace Quayside.WebApp;

/// <summary>The line on standard input by which a program that started another ends it.</summary>
/// <remarks>The end of the input is not the line: a program whose starter was killed goes on.</remarks>
public sealed class StopLine(IHostApplicationLifetime lifetime) : IHostedService
{
    /// <summary>The line.</summary>
    public const string Text = "stop";

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // A thread of its own, because a console's read blocks; in the background, so that it holds nothing up.
        new Thread(Wait) { IsBackground = true, Name = "waits for 'stop'" }.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Wait()
    {
        string? line;
        do
        {
            line = Console.In.ReadLine();
        }
        while (line is not (null or Text));

        if (line is Text)
        {
            lifetime.StopApplication();
        }
    }
}
