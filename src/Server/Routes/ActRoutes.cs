using System.Text.Json.Nodes;
using Evenhand.Core.Stream;
using Evenhand.Node;
using Evenhand.Node.Acts;
using Evenhand.Node.Roles;
using Evenhand.Replay.Output;
using Evenhand.Server.Access;
using Evenhand.Server.Description;
using Evenhand.Server.Limits;
using Evenhand.Server.Problems;
using Evenhand.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Routes;

/// <summary>Acts of people and of accounts, each a row of the table of acts.</summary>
internal sealed class ActRoutes(EvenhandNode node, BodyReader bodies)
{
    private const string Answers =
        "Answers once it is on disk; the same id and the same content is answered as the first time. An act whose conditions do not hold "
        + "is refused with 409, every one of them in unmet, and nothing is stored.";

    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var row in ActTable.Rows)
            routes
                .MapPost(row.Pattern, (Delegate)((HttpContext context) => ActAsync(row, context)))
                .Describe("Acts", row.Summary)
                .WithDescription(Answers)
                .TakesPath([.. AddressOf(row)])
                .Takes(row.Body, Media.Json)
                .Fails(400, 404, 409, 413, 415, 503);
    }

    private static IEnumerable<string> AddressOf(ActRow row) =>
        row.IsOfAccount ? row.InAddress : row.InAddress.Prepend("account");

    private async Task<Ok<ActView>> ActAsync(ActRow row, HttpContext context)
    {
        var key = Caller.Of(context).Key;
        node.Acts.WhoActs(row, key);
        var account = row.IsOfAccount ? key.Account : new AccountId(Part(context, "account"));
        if (node.Account(account) is not { IsOpened: true })
            throw Refusal.NoAccount();
        var body = await SmallBody.ReadRawAsync(
            context,
            bodies,
            WireJson.Wire.GetTypeInfo(row.Body)!
        );
        var done = await node.Acts.ActAsync(row, OrderOf(row, account, body, context), key);
        return TypedResults.Ok(Of(done));
    }

    private static ActOrder OrderOf(
        ActRow row,
        AccountId account,
        JsonObject body,
        HttpContext context
    ) =>
        new(
            account,
            (string?)body["id"],
            row.InAddress.ToDictionary(name => name, name => Part(context, name)),
            body
        );

    private static string Part(HttpContext context, string name) =>
        (string)context.Request.RouteValues[name]!;

    /// <summary>An act that was done.</summary>
    public static ActView Of(ActDone done) =>
        new()
        {
            Id = done.Id,
            Account = done.Account.Text,
            Type = done.Row.Type,
            Time = Instants.Of(done.Time),
            By = done.By,
            About = done.About,
        };
}
