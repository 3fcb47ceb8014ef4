// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Net;
using Microsoft.AspNetCore.Http;
using Quayside.Keys;

namespace Quayside.WebApp;

/// <summary>Lets in only what the application's own page asks for: everything else on the machine can reach a loopback port, too.</summary>
/// <remarks>
/// A foreign Host is DNS rebinding: another site's name that was made to point here. A foreign Origin, or a Sec-Fetch-Site that says so,
/// is another site's page asking. A request that changes something must carry a header of ours besides, which a page of another origin
/// cannot add without asking first, and is never allowed to.
/// </remarks>
internal sealed class RequestGuard(RequestDelegate next)
{
    /// <summary>The header that the page adds to every request that changes something.</summary>
    internal const string Header = "X-Quayside";

    /// <summary>Passes the request on or refuses it with 403 and the reason.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        var refusal = Refusal(context.Request, context.Connection.LocalPort);
        return refusal is null
            ? next(context)
            : Results.Problem(refusal, statusCode: StatusCodes.Status403Forbidden, title: "refused").ExecuteAsync(context);
    }

    private static string? Refusal(HttpRequest request, int port)
    {
        if (request.Host.Host != IPAddress.Loopback.ToString() || (request.Host.Port ?? 80) != port)
        {
            return $"This host is not served here: open http://{IPAddress.Loopback}:{port}.";
        }

        if (request.Headers.Origin.Any(origin => !IsOurs(origin, port)))
        {
            return "Another site's page may not ask here.";
        }

        if (request.Headers["Sec-Fetch-Site"].Any(site => site is not ("same-origin" or "none")) && !IsNavigation(request))
        {
            return "Another site's page may not ask here.";
        }

        var changes = !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method);
        return changes && !request.Headers.ContainsKey(Header)
            ? $"A request that changes something needs the header {Header}."
            : null;
    }

    private static bool IsOurs(string? origin, int port) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && uri.Scheme == Uri.UriSchemeHttp && uri.Host == IPAddress.Loopback.ToString() && uri.Port == port;

    // Following a link to the page is how one application opens the other; the page itself tells nothing.
    private static bool IsNavigation(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && request.Path == "/"
        && request.Headers["Sec-Fetch-Mode"] == "navigate" && request.Headers["Sec-Fetch-Dest"] == "document";
}
