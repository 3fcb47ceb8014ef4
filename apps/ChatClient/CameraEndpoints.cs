// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Quayside.WebApp;

namespace Quayside.ChatClient;

/// <summary>How the chat page shows its camera: it begins, sends one picture after the other, and ends.</summary>
internal static class CameraEndpoints
{
    /// <summary>
    /// Begins at <c>POST /camera</c>, which tells the camera's number; takes RGBA at <c>PUT /live/frame?camera=&amp;width=&amp;height=</c>; ends at
    /// <c>DELETE /camera?camera=</c>. A camera that has ended, because something else is shown or nothing came for 2 seconds, is answered with 409.
    /// </summary>
    public static void MapCamera(this IEndpointRouteBuilder routes, LiveStage stage)
    {
        routes.MapPost("/camera", async Task<IResult> (CancellationToken gone) =>
        {
            var camera = new Camera();
            return await stage.ShowAsync(camera, gone).ConfigureAwait(false) is { } failure
                ? Problem(failure.Title, failure.Detail, StatusCodes.Status500InternalServerError)
                : TypedResults.Json(new { id = camera.Id });
        });

        routes.MapDelete("/camera", async Task<IResult> (int camera, CancellationToken gone) =>
        {
            if (Find(stage, camera) is { } live)
            {
                await stage.HideAsync(live, gone).ConfigureAwait(false);
            }

            return TypedResults.NoContent();
        });

        routes.MapPut("/live/frame", (HttpRequest request, int camera, int width, int height, CancellationToken gone) =>
            TakeAsync(stage, request, camera, width, height, gone));
    }

    private static async Task<IResult> TakeAsync(LiveStage stage, HttpRequest request, int camera, int width, int height, CancellationToken gone)
    {
        if (!LiveFrames.HasRoomFor(width, height))
        {
            return Problem("can't take this picture", $"{width} x {height} pixels are none, or more than 1280 x 720. Send a smaller picture.", StatusCodes.Status422UnprocessableEntity);
        }

        var shape = LiveFrames.ShapeFor(width, height, PixelFormat.Rgba);
        var wrong = $"{width} x {height} pixels of RGBA are {shape.Size} bytes. Send just these, with Content-Length.";
        if (request.ContentLength != shape.Size)
        {
            return Problem("can't take this picture", wrong, StatusCodes.Status422UnprocessableEntity);
        }

        if (Find(stage, camera) is not { } live)
        {
            return Ended();
        }

        try
        {
            return await live.TakeAsync(shape, request.BodyReader, gone).ConfigureAwait(false)
                ? TypedResults.NoContent()
                : Problem("can't take this picture", wrong, StatusCodes.Status422UnprocessableEntity);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            return Ended();
        }
        catch (QuaysideException e)
        {
            return Problem("can't show it live", e.Message, StatusCodes.Status500InternalServerError);
        }
    }

    private static Camera? Find(LiveStage stage, int id) => stage.Source is Camera camera && camera.Id == id ? camera : null;

    private static ProblemHttpResult Ended() =>
        Problem("the camera has ended", "Something else is shown, or no picture came for two seconds. Use the camera again.", StatusCodes.Status409Conflict);

    private static ProblemHttpResult Problem(string title, string detail, int code) => TypedResults.Problem(detail, title: title, statusCode: code);
}
