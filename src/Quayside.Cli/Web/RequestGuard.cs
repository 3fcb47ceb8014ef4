// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;

namespace Quayside.Cli.Web;

/// <summary>Lets in only what our own page asks for: everything else on the machine can reach a loopback port, too. Stateless.</summary>
/// <remarks>
/// A foreign Host is DNS rebinding: another site's name that was made to point here. A foreign Origin, or a Sec-Fetch-Site that says so, is
/// another site's page asking. Only following a link to the page is allowed from anywhere; the page itself tells nothing.
/// </remarks>
internal static class RequestGuard
{
    /// <summary>Gets why a request is refused; null when it is not.</summary>
    /// <param name="request">The request.</param>
    /// <param name="port">The port on which it came.</param>
    public static string? Refusal(WebRequest request, int port)
    {
        var host = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");

        // Browsers leave the port out where it is the usual one.
        if (request.Headers["Host"].ToArray() is not [var asked] || (asked != host && (port != 80 || asked != "127.0.0.1")))
        {
            return $"This host is not served here: open http://{host}.";
        }

        var isForeign = request.Headers["Origin"].Any(origin => origin != $"http://{asked}")
            || (request.Headers["Sec-Fetch-Site"].Any(site => site is not ("same-origin" or "none")) && !IsNavigation(request));
        return isForeign ? "Another site's page may not ask here." : null;
    }

    private static bool IsNavigation(WebRequest request) =>
        request.Path == "/" && request.Headers["Sec-Fetch-Mode"].Contains("navigate") && request.Headers["Sec-Fetch-Dest"].Contains("document");
}
