// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Microsoft.AspNetCore.Http;
using Quayside.Imaging;
using Quayside.WebApp;

namespace Quayside.ChatClient;

/// <summary>Takes pictures that pages send, decodes and publishes them one after the other, and plays those that move.</summary>
/// <remarks>
/// Safe for use by several threads. A file of some bytes may decode to as much as the limits allow, so the program has the pixels of one
/// picture at a time, however many are sent at once.
/// </remarks>
internal sealed class Uploads(PicturePublisher publisher, LiveStage stage, PictureLimits limits) : IDisposable
{
    // A page sends one after the other; this many need as many pages.
    private const int MostAtOnce = 16;

    // From here on the bytes of the picture before are worth a collection: the collector itself lets many of them gather first.
    private const int Large = 16 << 20;

    private const string CannotLoad = "can't load this file";
    private readonly SemaphoreSlim _places = new(MostAtOnce);
    private readonly SemaphoreSlim _turn = new(1);

    private static string TooLarge => $"It is larger than {LoopbackApp.MaxUploadBytes >> 20} MiB. Choose a smaller picture.";

    /// <summary>Publishes the picture in the body of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="gone">The page has gone.</param>
    /// <returns>Null, or what was wrong and the status code of the answer; the earlier picture stays then.</returns>
    public async Task<(Failure Failure, int Code)?> TakeAsync(HttpRequest request, CancellationToken gone)
    {
        if (!await _places.WaitAsync(TimeSpan.Zero, gone).ConfigureAwait(false))
        {
            return (new("too many pictures at once", "Others are being published. Send it again in a moment."), StatusCodes.Status503ServiceUnavailable);
        }

        try
        {
            var file = await ReadAsync(request, gone).ConfigureAwait(false);
            await _turn.WaitAsync(gone).ConfigureAwait(false);
            try
            {
                return await PublishAsync(file, gone).ConfigureAwait(false);
            }
            finally
            {
                _turn.Release();
            }
        }
        catch (PictureFormatException e)
        {
            return Refuse(e.Message, StatusCodes.Status422UnprocessableEntity);
        }
        catch (BadHttpRequestException e)
        {
            return Refuse(e.StatusCode == StatusCodes.Status413PayloadTooLarge ? TooLarge : e.Message, e.StatusCode);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _places.Dispose();
        _turn.Dispose();
    }

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

    private async Task<(Failure Failure, int Code)?> PublishAsync(ReadOnlyMemory<byte> file, CancellationToken gone)
    {
        var picture = QtPicture.FromEncoded(file.Span, limits);
        if (await publisher.PublishAsync(picture, gone).ConfigureAwait(false) is { } failure)
        {
            return (failure, StatusCodes.Status500InternalServerError);
        }

        // Whatever was live gives way to the picture; one that cannot move as well is shared nevertheless, and the state says why.
        _ = await stage.ShowAsync(MovingPicture.TryOpen(file.Span), gone).ConfigureAwait(false);
        if (picture.StreamSize >= Large)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }

        return null;
    }

    private (Failure Failure, int Code) Refuse(string detail, int code) => (publisher.Report(new(CannotLoad, detail)), code);
}
