// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Quayside.Imaging;
using Quayside.WebApp;

namespace Quayside.ChatClient;

/// <summary>What the chat page can ask for.</summary>
internal static class ChatEndpoints
{
    private const string CannotLoad = "can't load this file";

    /// <summary>Publishes the picture in the body of <c>PUT /picture</c>, and plays it if it moves.</summary>
    public static void MapPublish(this IEndpointRouteBuilder routes, PicturePublisher publisher, LiveStage stage) =>
        routes.MapPut("/picture", async Task<IResult> (HttpRequest request, CancellationToken gone) =>
        {
            QtPicture picture;
            MovingPicture? moving;
            try
            {
                var file = await ReadAsync(request, gone).ConfigureAwait(false);
                picture = QtPicture.FromEncoded(file.Span);
                moving = MovingPicture.TryOpen(file.Span);
            }
            catch (Exception e) when (e is PictureFormatException or BadHttpRequestException)
            {
                var refusal = e is BadHttpRequestException { StatusCode: var code }
                    ? (Code: code, Detail: code == StatusCodes.Status413PayloadTooLarge ? TooLarge : e.Message)
                    : (Code: StatusCodes.Status422UnprocessableEntity, Detail: e.Message);
                publisher.Report(new(CannotLoad, refusal.Detail));
                return Problem(new(CannotLoad, refusal.Detail), refusal.Code);
            }

            if (await publisher.PublishAsync(picture, gone).ConfigureAwait(false) is { } failure)
            {
                moving?.Dispose();
                return Problem(failure, StatusCodes.Status500InternalServerError);
            }

            // Whatever was live gives way to the picture; one that cannot move as well is shared nevertheless, and the state says why.
            _ = await stage.ShowAsync(moving, gone).ConfigureAwait(false);
            return TypedResults.NoContent();
        });

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

    private static string TooLarge => $"It is larger than {LoopbackApp.MaxUploadBytes >> 20} MiB. Choose a smaller picture.";

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, CancellationToken gone)
    {
        if (request.ContentLength > LoopbackApp.MaxUploadBytes)
        {
            throw new BadHttpRequestException(TooLarge, StatusCodes.Status413PayloadTooLarge);
        }

        var file = new MemoryStream((int)(request.ContentLength ?? 0));
        await request.Body.CopyToAsync(file, gone).ConfigureAwait(false);
        return file.GetBuffer().AsMemory(0, (int)file.Length);
    }

    private static Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult Problem(Failure failure, int code) =>
        TypedResults.Problem(failure.Detail, title: failure.Title, statusCode: code);
}
