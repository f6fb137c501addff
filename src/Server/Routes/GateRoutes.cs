using Evenhand.Core.Stream;
using Evenhand.Node;
using Evenhand.Node.Gate;
using Evenhand.Node.Refusals;
using Evenhand.Server.Access;
using Evenhand.Server.Description;
using Evenhand.Server.Limits;
using Evenhand.Server.Problems;
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
    private const string Reserve = "reserve";
    private const string All = "all";

    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/v1/gate", AskAsync)
            .Describe(AskAsync, "Gate", "Ask before an act")
            .WithDescription(
                "The decision cites every clause that stands against the act; a denial is 200 too. Asking counts nothing: "
                    + "the act's own event does. RateLimit and RateLimit-Policy tell every bound that the act meets; w where it has a window in time. "
                    + "An array of up to 1,000 asks, of any accounts, is answered by an array in their order, without those fields; "
                    + "an ask that has no answer has problem details in its place."
            )
            .Takes(typeof(GateQuestion), Media.Json)
            .OrMany(answers: typeof(GateAnswer))
            .TakesQuery(
                Reserve,
                All,
                "Asks of one account, each with a reserve: all of them reserve, or, where one is denied, none."
            )
            .Answers(typeof(GateAnswer))
            .Fails(400, 404, 409, 413, 415, 429, 503);

    private async Task AskAsync(HttpContext context)
    {
        Media.Of(context.Request, Media.Json);
        using var body = await bodies.ReadAsync(context, MostBytes);
        var (only, together) = (Caller.Of(context).OnlyAccount, IsTogether(context.Request));
        if (body.Bytes.Span.TrimStart(" \t\r\n"u8) is [(byte)'[', ..])
        {
            var results = await node.AskManyAsync(body.Bytes, AccountId.Or(only), together);
            await AnswerAsync(context, results);
            return;
        }
        await AnswerAsync(context, await node.AskAsync(body.Bytes, AccountId.Or(only)));
    }

    /// <summary>Whether all is to be reserved or nothing; of one ask that says nothing.</summary>
    /// <exception cref="RequestException">It is asked for in words that nobody knows.</exception>
    private static bool IsTogether(HttpRequest request) =>
        request.QueryString.HasValue
        && request.Query.TryGetValue(Reserve, out var how)
        && (how == All ? true : throw Refusal.Malformed($"{Reserve} is {All}, or is left out"));

    private static Task AnswerAsync(HttpContext context, AskResult[] results)
    {
        using var answer = JsonAnswer.Begin(context);
        answer.Json.WriteStartArray();
        for (var place = 0; place < results.Length; place++)
            if (results[place].Outcome is { } outcome)
                GateJson.Write(answer.Json, outcome);
            else
                ProblemWriter.Write(answer.Json, place, results[place].Refused!);
        answer.Json.WriteEndArray();
        return answer.SendAsync(Media.Json);
    }

    private static Task AnswerAsync(HttpContext context, GateOutcome outcome)
    {
        RateLimits.Set(context.Response.Headers, outcome.Bounds, outcome.Decision.Time);
        using var answer = JsonAnswer.Begin(context);
        GateJson.Write(answer.Json, outcome);
        return answer.SendAsync(Media.Json);
    }
}
