// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Quayside.Imaging;

namespace Quayside.WebApp;

/// <summary>Serves the live picture as motion JPEG, encoded out of shared memory. Nothing is encoded that nobody asks for.</summary>
public static class LiveEndpoint
{
    // Longer than the page takes to hear that nothing is live any more: it turns away before the stream ends under it.
    private static readonly TimeSpan _patience = 2 * LiveFrames.Silence;

    /// <summary>Serves the frames of <paramref name="key"/> at <c>/live</c> for as long as they come; not found when there are none.</summary>
    public static void MapLive(this IEndpointRouteBuilder routes, IpcKey key)
    {
        ArgumentNullException.ThrowIfNull(routes);
        var ending = routes.ServiceProvider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        routes.MapGet("/live", async (HttpContext context) =>
        {
            // A reader for each page: one that is slow passes frames over and keeps no other from them.
            using var reader = TryOpen(key);
            if (reader is null)
            {
                await TypedResults.NotFound().ExecuteAsync(context).ConfigureAwait(false);
                return;
            }

            using var either = CancellationTokenSource.CreateLinkedTokenSource(ending, context.RequestAborted);
            await StreamAsync(reader, context.Response, either.Token).ConfigureAwait(false);
        });
    }

    private static FrameReader? TryOpen(IpcKey key)
    {
        try
        {
            return FrameReader.Open(key, LiveFrames.ReaderOptions);
        }
        catch (Exception e) when (e is QuaysideException or NotSupportedException)
        {
            return null;
        }
    }

    private static async Task StreamAsync(FrameReader reader, HttpResponse response, CancellationToken end)
    {
        response.ContentType = MotionJpegWriter.ContentType;
        var writer = new MotionJpegWriter(response.Body);
        try
        {
            while (await reader.WaitAsync(_patience, end).ConfigureAwait(false))
            {
                await WriteNextAsync(reader, writer, end).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or QuaysideException or ArgumentException)
        {
            // The page has gone, or the program ends, or what another program put there is no frame that can be shown.
        }
    }

    private static Task WriteNextAsync(FrameReader reader, MotionJpegWriter writer, CancellationToken end)
    {
        if (!reader.TryTake(out var frame))
        {
            return Task.CompletedTask;
        }

        // Disposed as soon as it is encoded, so that a page that does not read keeps no slot.
        using (frame)
        {
            var isShown = frame.Age < LiveFrames.Silence && LiveFrames.HasRoomFor(frame.Shape.Width, frame.Shape.Height);
            return isShown ? writer.WriteAsync(frame, end) : Task.CompletedTask;
        }
    }
}
