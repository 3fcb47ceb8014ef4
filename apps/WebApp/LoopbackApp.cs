// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Quayside.WebApp;

/// <summary>A program whose user interface is one page that only this machine can reach.</summary>
public static class LoopbackApp
{
    /// <summary>The largest request body that is accepted: 64 MiB.</summary>
    public const long MaxUploadBytes = 64L << 20;

    /// <summary>Serves the page until SIGINT, SIGTERM or <paramref name="cancellation"/> ends it, then disposes all services.</summary>
    /// <param name="page">The assembly that holds the page's files.</param>
    /// <param name="settings">Where to listen and whether to open a window.</param>
    /// <param name="addServices">Adds the program's own services.</param>
    /// <param name="map">Adds the program's own endpoints.</param>
    /// <param name="cancellation">Ends the program as SIGTERM does.</param>
    /// <returns>The exit code: 0, or 1 when the port cannot be had.</returns>
    public static async Task<int> RunAsync(
        Assembly page, CommonSettings settings, Action<IServiceCollection> addServices, Action<WebApplication> map,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(addServices);
        ArgumentNullException.ThrowIfNull(map);

        // Empty, because no environment variable or settings file shall make it listen anywhere else.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxUploadBytes;
            kestrel.Listen(IPAddress.Loopback, settings.Port);
        });

        // What keeps the host from starting is told below, in one line.
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true);
        builder.Logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(
            console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
        addServices(builder.Services);

        var app = builder.Build();
        await using var _ = app.ConfigureAwait(false);
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<RequestGuard>();
        app.UseRouting();
        app.MapPage(typeof(LoopbackApp).Assembly);
        app.MapPage(page);
        map(app);

        try
        {
            await app.StartAsync(cancellation).ConfigureAwait(false);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException or System.Net.Sockets.SocketException)
        {
            await Console.Error.WriteLineAsync($"Port {settings.Port} cannot be had: end the program that uses it, or give --port 0.")
                .ConfigureAwait(false);
            return 1;
        }

        var address = new Uri(app.Urls.Single());
        await Console.Out.WriteLineAsync(AddressLine.Format(address)).ConfigureAwait(false);
        if (settings.OpensWindow)
        {
            BrowserWindow.TryOpen(address);
        }

        await app.WaitForShutdownAsync(cancellation).ConfigureAwait(false);
        return 0;
    }
}
