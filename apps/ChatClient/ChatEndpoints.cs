// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Quayside.WebApp;

namespace Quayside.ChatClient;

/// <summary>What the chat page can ask for.</summary>
internal static class ChatEndpoints
{
    /// <summary>Publishes the picture in the body of <c>PUT /picture</c>, and plays it if it moves.</summary>
    public static void MapPublish(this IEndpointRouteBuilder routes, Uploads uploads) =>
        routes.MapPut("/picture", async Task<IResult> (HttpRequest request, CancellationToken gone) =>
            await uploads.TakeAsync(request, gone).ConfigureAwait(false) is { } refusal
                ? Problem(refusal.Failure, refusal.Code)
                : TypedResults.NoContent());

    /// <summary>Shares the status line in the body of <c>PUT /status</c>: UTF-8 text, nothing to take it away.</summary>
    public static void MapStatus(this IEndpointRouteBuilder routes, StatusPublisher publisher) =>
        routes.MapPut("/status", async Task<IResult> (HttpRequest request, CancellationToken gone) =>
        {
            var body = new byte[StatusLine.MaxBytes + 1];
            var length = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, gone).ConfigureAwait(false);
            if (!StatusLine.TryRead(body.AsSpan(0, length), out var text, out var complaint))
            {
                return Problem(publisher.Report(complaint), StatusCodes.Status422UnprocessableEntity);
            }

            return publisher.Share(text) is { } failure ? Problem(failure, StatusCodes.Status500InternalServerError) : TypedResults.NoContent();
        });

    /// <summary>Opens the player at <c>POST /player</c>, starting one when none runs; tells its address.</summary>
    public static void MapPlayer(this IEndpointRouteBuilder routes, PlayerProcess player, bool opensWindow) =>
        routes.MapPost("/player", async Task<IResult> (CancellationToken gone) =>
        {
            try
            {
                var address = await player.StartAsync(gone).ConfigureAwait(false);
                return TypedResults.Json(new { address, opened = opensWindow && BrowserWindow.TryOpen(address) });
            }
            catch (PlayerException e)
            {
                return Problem(new("can't start the music player", e.Message), StatusCodes.Status500InternalServerError);
            }
        });

    private static Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult Problem(Failure failure, int code) =>
        TypedResults.Problem(failure.Detail, title: failure.Title, statusCode: code);
}
