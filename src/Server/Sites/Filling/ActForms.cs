using System.Text.Json.Nodes;
using Evenhand.Core.Stream;
using Evenhand.Languages;
using Evenhand.Node.Acts;
using Evenhand.Server.Problems;
using Evenhand.Server.Sites.Speaking;
using Evenhand.Wire;
using Microsoft.AspNetCore.Http;
using NodaTime;
using NodaTime.Text;

namespace Evenhand.Server.Sites.Filling;

/// <summary>What a form says as the act that it is for.</summary>
internal static class ActForms
{
    private const StringSplitOptions EachAlone =
        StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;

    /// <summary>The act of a form.</summary>
    /// <param name="row">Which act.</param>
    /// <param name="account">The account.</param>
    /// <param name="context">The request, whose address has the rest.</param>
    /// <param name="form">The form.</param>
    /// <param name="zone">The zone of its days.</param>
    public static ActOrder OrderOf(
        ActRow row,
        string account,
        HttpContext context,
        PageForm form,
        DateTimeZone zone
    ) =>
        new(
            new AccountId(account),
            form.Id,
            row.InAddress.ToDictionary(name => name, name => Html.Value(context, name)),
            BodyOf(row, context, form, zone)
        );

    private static JsonObject BodyOf(
        ActRow row,
        HttpContext context,
        PageForm form,
        DateTimeZone zone
    )
    {
        var body = new JsonObject { ["reason"] = form.Text("reason") };
        if (row.Body == typeof(StepProposal))
            Propose(body, context, form, zone);
        else if (row.Body == typeof(BrakeOrder))
            body["cases"] = new JsonArray(Html.Value(context, "case"));
        else if (row.Body == typeof(AppealVerdict))
            body["outcome"] = form.Text("outcome");
        else if (row.Body == typeof(HoldOrder))
            Hold(body, form);
        else if (row.Body == typeof(ExceptionGrant) || row.Body == typeof(ExceptionQuestion))
            Except(body, context, form, zone);
        return body;
    }

    private static void Hold(JsonObject body, PageForm form)
    {
        if (form.Text("hold") is { Length: > 0 } hold)
            body["hold"] = hold;
        // A name a line; none are all.
        var names = form.Text("objects").Split('\n', EachAlone);
        if (names.Length > 0)
            body["objects"] = new JsonArray([.. names.Select(name => (JsonNode)name)]);
    }

    private static void Propose(
        JsonObject body,
        HttpContext context,
        PageForm form,
        DateTimeZone zone
    )
    {
        var (to, of) = (Html.Value(context, "to"), Html.Value(context, "case"));
        body["to"] = to;
        body["cases"] = new JsonArray(of);
        if (form.Text("until") is { Length: > 0 } until)
            body["until"] = EndOf(until, zone);
        if (to == "charged")
            body["price"] = new JsonObject
            {
                ["clause"] = of[..Math.Max(0, of.IndexOf('@', StringComparison.Ordinal))],
                ["per"] = form.Text("per"),
                ["amount"] = form.Text("amount"),
            };
    }

    private static void Except(
        JsonObject body,
        HttpContext context,
        PageForm form,
        DateTimeZone zone
    )
    {
        body["clause"] = (string?)context.Request.RouteValues["clause"] ?? form.Text("clause");
        body["from"] = BeginningOf(form.Text("from"), zone);
        body["to"] = EndOf(form.Text("to"), zone);
        if (form.Text("amount") is { Length: > 0 } amount)
            body["amount"] = Visits.LanguageOf(context).Plain(amount);
    }

    private static string BeginningOf(string day, DateTimeZone zone) =>
        Text(zone.AtStartOfDay(DayOf(day)));

    // Whoever says a day means all of it.
    private static string EndOf(string day, DateTimeZone zone) =>
        Text(zone.AtStartOfDay(DayOf(day).PlusDays(1)));

    private static LocalDate DayOf(string day) =>
        LocalDatePattern.Iso.Parse(day).TryGetValue(default, out var date)
        && date is { Year: > 1900 and < 9999 }
            ? date
            : throw Refusal.Malformed(
                Language.Key("a day such as 2026-12-31 stands in each field of a day")
            );

    private static string Text(ZonedDateTime time) =>
        InstantPattern.ExtendedIso.Format(time.ToInstant());
}
