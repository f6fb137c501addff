using Evenhand.Core.Stream;
using Evenhand.Node;
using Evenhand.Server.Description;
using Evenhand.Server.Formats;
using Evenhand.Server.Problems;
using Evenhand.Server.Views;
using Evenhand.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Routes;

/// <summary>Statements, and the events behind their lines.</summary>
internal sealed class StatementRoutes(EvenhandNode node)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes
            .MapGet("/v1/accounts/{account}/statements", List)
            .Describe("Statements", "List the statements of an account")
            .WithDescription(
                "Those that are stated, and those still open, computed now (running). As JSON, CSV (a row for each line) or HTML, by Accept "
                    + "or format=json|csv|html."
            )
            .Answers(typeof(Page<StatementView>))
            .Fails(400, 404);
        routes
            .MapGet("/v1/accounts/{account}/statements/{cycle}", Show)
            .Describe("Statements", "Show the statement of the cycle that began on a day")
            .WithDescription(
                "With expected=true a stated cycle is shown as it would be stated today; the difference stands as "
                    + "adjustments on a later statement. As JSON, CSV (a row for each line) or HTML to print, by Accept or format=json|csv|html."
            )
            .Answers(typeof(StatementView))
            .Fails(400, 404);
        routes
            .MapGet("/v1/accounts/{account}/statements/{cycle}/lines/{clause}/events", Events)
            .Describe("Statements", "List the events behind a line")
            .WithDescription(
                "In the order of arrival, each with what it counted of the line (quantity); what moved a stock has none. "
                    + "Behind a stated line stand the events that it was stated with; with expected=true those that count today."
            )
            .Answers(typeof(Page<CloudEvent>))
            .Fails(400, 404);
    }

    private IResult List(string account, string? format, HttpContext context)
    {
        var form = Forms.Of(context, format, Forms.Json, Forms.Csv, Forms.Html);
        var page = Pages.Whole(
            node.Statements(new AccountId(account)) ?? throw Refusal.NoAccount(),
            StatementViews.Of
        );
        if (form == Forms.Csv)
            return Sheet(StatementSheets.Csv(page.Items), form);
        return form == Forms.Html
            ? Sheet(StatementSheets.Html(account, page.Items), form)
            : TypedResults.Ok(page);
    }

    private IResult Show(
        string account,
        string cycle,
        string? expected,
        string? format,
        HttpContext context
    )
    {
        var form = Forms.Of(context, format, Forms.Json, Forms.Csv, Forms.Html);
        var statement = StatementViews.Of(
            node.Statement(new AccountId(account), cycle, Query.Flag("expected", expected))
                ?? throw Refusal.Missing("statement")
        );
        if (form == Forms.Csv)
            return Sheet(StatementSheets.Csv([statement]), form);
        return form == Forms.Html
            ? Sheet(StatementSheets.Html(statement, cycle), form)
            : TypedResults.Ok(statement);
    }

    private static ContentHttpResult Sheet(string text, Form form) =>
        TypedResults.Content(text, $"{form.Media}; charset=utf-8");

    private Task Events(
        string account,
        string cycle,
        string clause,
        string? expected,
        string? after,
        string? limit,
        HttpContext context
    )
    {
        var today = Query.Flag("expected", expected);
        var page =
            node.EventsBehind(
                new AccountId(account),
                cycle,
                clause,
                after,
                Query.Limit(limit),
                today
            ) ?? throw Refusal.Missing("line");
        using var answer = JsonAnswer.Begin(context);
        var json = answer.Json;
        json.WriteStartObject();
        json.WriteStartArray("items"u8);
        foreach (var item in page.Items)
            json.WriteRawValue(item, skipInputValidation: true);
        json.WriteEndArray();
        json.WriteString("next"u8, page.Next);
        json.WriteEndObject();
        return answer.SendAsync(Media.Json);
    }
}
