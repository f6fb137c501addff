using System.Globalization;
using Evenhand.Core.Stream;
using Evenhand.Node;
using Evenhand.Node.Roles;
using Evenhand.Node.Stored;
using Evenhand.Node.Watching;
using Evenhand.Server.Access;
using Evenhand.Server.Description;
using Evenhand.Server.Limits;
using Evenhand.Server.Problems;
using Evenhand.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ThresholdWord = Evenhand.Wire.ThresholdWord;

namespace Evenhand.Server.Routes;

/// <summary>Of how much use, and of which charges, an account wants to be told.</summary>
internal sealed class ThresholdRoutes(EvenhandNode node, BodyReader bodies)
{
    private const string All = "/v1/accounts/{account}/thresholds";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet(All, List)
            .Describe("Notices", "List at how much use, and at which charges, an account is told")
            .Fails(404);
        routes
            .MapPut(All, SetAsync)
            .Describe("Notices", "Set at how much use, and at which charges, an account is told")
            .WithDescription(
                "A clause with a percent of what it includes or allows; or an amount, which what is due and proposed for the present cycle "
                    + "comes to. What is reached is told once a cycle (threshold-reached), and once that it is no longer so "
                    + "(threshold-resolved), at most a minute late. The list takes the place of the one before."
            )
            .Takes(typeof(ThresholdsQuestion), Media.Json)
            .Fails(400, 404, 413, 415, 503);
    }

    private Ok<Page<ThresholdItem>> List(string account) =>
        TypedResults.Ok(Pages.Whole(node.Thresholds.Of(new AccountId(account)), Of));

    private async Task<Ok<Page<ThresholdItem>>> SetAsync(string account, HttpContext context)
    {
        var question = await SmallBody.ReadAsync(context, bodies, WireJson.Wire.ThresholdsQuestion);
        var set = await node.Thresholds.SetAsync(
            new AccountId(account),
            [.. question.Items.Select(Read)],
            Doer.Of(Caller.Of(context).Key)
        );
        return TypedResults.Ok(Pages.Whole(set, Of));
    }

    private static Threshold Read(ThresholdItem item, int place) =>
        item is null
            ? throw Refusal.Malformed("a threshold is an object", $"/items/{place}")
            : new Threshold(
                item.Clause,
                item.Percent,
                item.Amount is { } amount
                    ? SmallBody.Quantity(amount, $"/items/{place}/amount")
                    : null
            );

    private static ThresholdItem Of(ThresholdState its) =>
        new()
        {
            Clause = its.Threshold.Clause,
            Percent = its.Threshold.Percent,
            Amount = its.Threshold.Amount?.ToString(CultureInfo.InvariantCulture),
            Told = (ThresholdWord)its.Told,
        };
}
