using System.Text.Json.Nodes;
using Evenhand.Core.Codes;
using Evenhand.Core.Effects;
using Evenhand.Core.Stream;
using Evenhand.Node;
using Evenhand.Node.Acts;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
using Evenhand.Replay.Output;
using Evenhand.Server.Access;
using Evenhand.Server.Description;
using Evenhand.Server.Limits;
using Evenhand.Server.Problems;
using Evenhand.Wire;
using Evenhand.Wording;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Routes;

/// <summary>Charges that are confirmed or let go together, for one reason. Each is an act of its own.</summary>
internal sealed class ChargeRoutes(EvenhandNode node, BodyReader bodies)
{
    private const int MostLines = 500;

    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPost("/v1/charges", (Delegate)DecideAsync)
            .Describe("Acts", "Confirm or waive several charges for one reason")
            .WithDescription(
                "One that is not possible stands in no other's way: each is answered by the act that was done, or by its problem."
            )
            .Takes(typeof(ChargesDecision), Media.Json)
            .Fails(400, 413, 415, 503);

    private async Task<Ok<ChargesAnswer>> DecideAsync(HttpContext context)
    {
        var key = Caller.Of(context).Key;
        node.Acts.WhoActs(ActTable.Of(BuiltIns.Kind.Confirmed)!, key);
        var decision = await SmallBody.ReadAsync(context, bodies, WireJson.Wire.ChargesDecision);
        var row = decision.Decision switch
        {
            "confirm" => ActTable.Of(BuiltIns.Kind.Confirmed)!,
            "waive" => ActTable.Of(BuiltIns.Kind.Waived)!,
            _ => throw Refusal.Malformed("decision is confirm or waive", "/decision"),
        };
        if (decision.Lines.Count is 0 or > MostLines)
            throw Refusal.Malformed($"from 1 to {MostLines} lines are decided at once", "/lines");
        var id = decision.Id ?? Guid.NewGuid().ToString("N");
        var answers = new List<ChargeAnswer>();
        foreach (var line in decision.Lines)
            answers.Add(await OneAsync(row, line, $"{id}-{answers.Count}", decision.Reason, key));
        return TypedResults.Ok(new ChargesAnswer { Items = answers });
    }

    private async Task<ChargeAnswer> OneAsync(
        ActRow row,
        ChargeName line,
        string id,
        string reason,
        Key key
    )
    {
        try
        {
            if (node.Account(new AccountId(line.Account)) is not { IsOpened: true })
                throw Refusal.NoAccount();
            var order = new ActOrder(
                new AccountId(line.Account),
                id,
                new Dictionary<string, string> { ["cycle"] = line.Cycle, ["clause"] = line.Clause },
                new JsonObject { ["reason"] = reason }
            );
            return new ChargeAnswer
            {
                Done = ActRoutes.Of(await node.Acts.ActAsync(row, order, key)),
            };
        }
        catch (RequestException refused)
        {
            return new ChargeAnswer { Problem = Of(refused) };
        }
    }

    private static Problem Of(RequestException refused) =>
        new()
        {
            Status = refused.Code.Row().Status ?? StatusCodes.Status400BadRequest,
            Code = refused.Code.Name(),
            Detail = refused.Message,
            Unmet = refused.Unmet == Unmet.None ? null : StandingSentence.Words(refused.Unmet),
            PossibleFrom = Instants.Of(refused.PossibleFrom),
        };
}
