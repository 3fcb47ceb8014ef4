// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Quayside.WebApp;

/// <summary>Tells a page its state by server-sent events: "state" at once and after each change, "end" when the program ends.</summary>
public static class StateEndpoint
{
    /// <summary>Serves <paramref name="feed"/> at <c>/events</c>.</summary>
    public static void MapState<T>(this IEndpointRouteBuilder routes, StateFeed<T> feed)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(routes);
        var ending = routes.ServiceProvider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        routes.MapGet("/events", (HttpContext context) => TypedResults.ServerSentEvents(Events(feed, ending, context.RequestAborted)));
    }

    // An open stream would hold the end of the application up, so the end itself is an event.
    private static async IAsyncEnumerable<SseItem<string>> Events<T>(
        StateFeed<T> feed, CancellationToken ending, [EnumeratorCancellation] CancellationToken gone)
        where T : class
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ending, gone);
        var states = feed.FollowAsync(either.Token).GetAsyncEnumerator(either.Token);
        await using var _ = states.ConfigureAwait(false);
        while (await MovesAsync(states).ConfigureAwait(false))
        {
            yield return new(JsonSerializer.Serialize(states.Current, JsonSerializerOptions.Web), "state");
        }

        yield return new("", "end");
    }

    private static async Task<bool> MovesAsync<T>(IAsyncEnumerator<T> states)
    {
        try
        {
            return await states.MoveNextAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
