using System.Text.Json;
using Evenhand.Node;
using Evenhand.Node.Gate;
using Evenhand.Server.Access;
using Evenhand.Server.Description;
using Evenhand.Server.Limits;
using Evenhand.Server.Views;
using Evenhand.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Routes;

/// <summary>The gate: may this account do this, now?</summary>
internal sealed class GateRoutes(EvenhandNode node, BodyReader bodies)
{
    private const int MostBytes = 1 << 18;

    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/v1/gate", AskAsync)
            .Describe(AskAsync, "Gate", "Ask before an act")
            .WithDescription(
                "The decision cites every clause that stands against the act; a denial is 200 too. Asking counts nothing: "
                    + "the act's own event does. RateLimit and RateLimit-Policy tell every bound that the act meets; w where it has a window in time."
            )
            .Takes(typeof(GateQuestion), Media.Json)
            .Answers(typeof(GateAnswer))
            .Fails(400, 404, 409, 413, 415, 429, 503);

    private async Task AskAsync(HttpContext context)
    {
        Media.Of(context.Request, Media.Json);
        using var body = await bodies.ReadAsync(context, MostBytes);
        var outcome = await node.AskAsync(body.Bytes, Caller.Of(context).OnlyAccount);
        await AnswerAsync(context, outcome);
    }

    private static Task AnswerAsync(HttpContext context, GateOutcome outcome)
    {
        RateLimits.Set(context.Response.Headers, outcome.Bounds, outcome.Decision.Time);
        using var answer = JsonAnswer.Begin(context);
        JsonSerializer.Serialize(answer.Json, GateViews.Of(outcome), WireJson.Wire.GateAnswer);
        return answer.SendAsync(Media.Json);
    }
}
