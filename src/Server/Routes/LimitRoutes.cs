using System.Globalization;
using Evenhand.Core.Stream;
using Evenhand.Core.Viewing;
using Evenhand.Node;
using Evenhand.Node.Refusals;
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

/// <summary>Limits that an account sets for itself.</summary>
internal sealed class LimitRoutes(EvenhandNode node, BodyReader bodies)
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes
            .MapPut("/v1/accounts/{account}/limits/{meter}", SetAsync)
            .Describe("Accounts", "Set the account's own limit, or take it away")
            .WithDescription(
                "The meter is the name that the policy gives the limit (`set-as`). Answers once the limit is on disk; one that is set "
                    + "so already is left as it is, so that the request may be repeated."
            )
            .Takes(typeof(LimitQuestion), Media.Json)
            .Fails(400, 404, 413, 415, 503);

    private async Task<Ok<LimitView>> SetAsync(string account, string meter, HttpContext context)
    {
        var question = await SmallBody.ReadAsync(context, bodies, WireJson.Wire.LimitQuestion);
        var set = await node.Limits.SetAsync(
            new AccountId(account),
            meter,
            Amount(question.Amount),
            Caller.Of(context).SenderTo(node)
        );
        return TypedResults.Ok(Of(account, set));
    }

    /// <summary>The amount of a limit; null for none.</summary>
    /// <exception cref="RequestException">It is no whole number, or too large a one.</exception>
    internal static long? Amount(string? text)
    {
        if (text is null)
            return null;
        return
            SmallBody.Quantity(text, "/amount") is var amount
            && decimal.IsInteger(amount)
            && amount <= MostUnits
            ? (long)amount
            : throw Refusal.Malformed(
                $"a limit is a whole number of units, at most {MostUnits.ToString("N0", CultureInfo.InvariantCulture)}",
                "/amount"
            );
    }

    /// <summary>The most that can be counted in units of a thousand parts.</summary>
    private const long MostUnits = 1_000_000_000_000_000;

    private static LimitView Of(string account, LimitFigures set) =>
        new()
        {
            Account = account,
            Meter = set.Name!,
            Amount = set.Amount?.ToString(CultureInfo.InvariantCulture),
            Unit = set.Unit,
        };
}
