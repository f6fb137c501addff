using Evenhand.Core.Stream;
using Evenhand.Node;
using Evenhand.Node.Views;
using Evenhand.Replay.Output;
using Evenhand.Server.Description;
using Evenhand.Server.Problems;
using Evenhand.Server.Views;
using Evenhand.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Routes;

/// <summary>What an account used, and what is left to it.</summary>
internal sealed class UsageRoutes(EvenhandNode node)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/v1/accounts/{account}/usage", Usage)
            .Describe("Accounts", "Show what an account used, as a series for each meter")
            .WithDescription(
                "From the first instant of the present cycle until now, unless from and to say otherwise; window is hour, "
                    + "day (the default) or month."
            )
            .Fails(400, 404);
        routes
            .MapGet("/v1/accounts/{account}/allowances", Allowances)
            .Describe("Accounts", "Show for each clause what is included, used and left")
            .WithDescription(
                "so_far counts as the running statement does: where more is charged it is the quantity of that line, which stands in lines. "
                    + "now is where the meter stands at this moment. ran_out and runs_out tell when nothing was or will be left, then what happens "
                    + "with more, and lifted what makes room."
            )
            .Fails(404);
    }

    private Ok<Wire.Page<UsageView>> Usage(
        string account,
        string? from,
        string? to,
        string? window,
        string? meter
    )
    {
        var first = Query.Instant("from", from);
        var end = Query.Instant("to", to);
        var width = Window(window);
        if (end <= first)
            throw Refusal.Malformed("from should be before to");
        var series =
            node.Usage(new AccountId(account), first, end, width, meter)
            ?? throw Refusal.NoAccount();
        return TypedResults.Ok(Pages.Whole(series, each => UsageViews.Of(each, width)));
    }

    private Ok<Wire.Page<AllowanceView>> Allowances(string account) =>
        TypedResults.Ok(
            Pages.Whole(
                node.Allowances(new AccountId(account)) ?? throw Refusal.NoAccount(),
                AllowanceViews.Of
            )
        );

    private static SeriesWindow Window(string? text) =>
        text switch
        {
            null or "day" => SeriesWindow.Day,
            "hour" => SeriesWindow.Hour,
            "month" => SeriesWindow.Month,
            _ => throw Refusal.Malformed("window is hour, day or month"),
        };
}
