// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Quayside.WebApp;

/// <summary>Serves the picture that is shared now, as PNG and nothing else.</summary>
public static class PictureEndpoint
{
    /// <summary>Serves what <paramref name="current"/> gives at <c>/picture/{id}</c>; what is no longer shared is not found.</summary>
    public static void MapPicture(this IEndpointRouteBuilder routes, Func<SharedPicture?> current) =>
        routes.MapGet("/picture/{id}", IResult (string id) =>
            current() is { } picture && picture.Id == id
                ? TypedResults.Bytes(picture.Png, "image/png")
                : TypedResults.NotFound());
}
