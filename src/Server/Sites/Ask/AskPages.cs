using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Evenhand.Core.Gate;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Node;
using Evenhand.Node.Policies;
using Evenhand.Node.Refusals;
using Evenhand.Pages.Accounts;
using Evenhand.Pages.Ask;
using Evenhand.Pages.Figures;
using Evenhand.Replay.Output;
using Evenhand.Server.Problems;
using Evenhand.Server.Routes;
using Evenhand.Server.Sites.Console;
using Evenhand.Server.Sites.Filling;
using Evenhand.Server.Views;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Evenhand.Server.Sites.Ask;

/// <summary>A question to the gate by a person, which nothing takes note of.</summary>
internal sealed class AskPages(
    EvenhandNode node,
    SiteReads reads,
    ConsoleFrames frames,
    Uri? publicUrl
)
{
    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/console/ask", PageAsync).ExcludeFromDescription();

    private Task PageAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var form = FormOf(query);
        var (frame, asked, problem) = Answer(context, form);
        return Html.SendAsync<AskPage>(
            context,
            (nameof(AskPage.Frame), frames.Of(context)),
            (nameof(AskPage.Form), form),
            (nameof(AskPage.Of), frame),
            (nameof(AskPage.Asked), asked),
            (nameof(AskPage.Problem), problem)
        );
    }

    private (AccountFrame? Frame, AskedGate? Asked, string? Problem) Answer(
        HttpContext context,
        AskForm form
    )
    {
        // A first look at an act shows its fields; an account is asked about once both are chosen.
        if (form.Account.Length == 0 || form.Act.Length == 0)
            return (null, null, null);
        try
        {
            var frame = reads.Frame(form.Account);
            var question = QuestionOf(form);
            var outcome = node.Looks.TryAsk(Encoding.UTF8.GetBytes(question.ToJsonString()));
            var policy = new Shelf(node.Policies(), node.Clock).Find(
                frame.Account.Policy,
                frame.Account.Version
            );
            return (
                frame,
                new AskedGate(
                    GateViews.Of(outcome),
                    policy is null
                        ? []
                        : [.. outcome.Bounds.Select(bound => BoundOf(bound, policy))],
                    AskPrograms.Of(question, PageAddress.RootOf(context, publicUrl))
                ),
                null
            );
        }
        catch (RequestException refused)
        {
            return (null, null, $"{PageForms.Sentence(refused.Message)}.");
        }
    }

    private AskForm FormOf(IQueryCollection query)
    {
        var types = node.Looks.Types;
        var act = query["act"].ToString();
        var fields = types.FirstOrDefault(type => type.Name == act)?.Fields ?? [];
        return new AskForm(
            query["account"].ToString().Trim(),
            act,
            [
                .. types
                    .Where(type => !type.IsBuiltIn)
                    .Select(type => type.Name)
                    .Order(StringComparer.Ordinal),
            ],
            [
                .. fields
                    .Where(field => field.Kind != FieldKind.Members)
                    .Select(field => FieldOf(field, query[$"with.{field.Name}"].ToString().Trim())),
            ],
            query["acknowledged"] == "1"
        );
    }

    private static AskField FieldOf(Field field, string value) =>
        new(
            field.Name,
            field.Kind switch
            {
                FieldKind.Quantity => $"a number, in {field.Unit!.Name}",
                FieldKind.Money => "an amount of money",
                FieldKind.Currency => "such as USD",
                FieldKind.Time => "such as 2026-12-31T12:00:00Z",
                FieldKind.Texts => "texts, with commas between",
                FieldKind.Flag => "yes or no",
                FieldKind.Choice => "one of a list",
                FieldKind.Message => "the text; it is not kept",
                _ => "a text",
            } + (field.Required ? ", needed" : ""),
            field.Kind switch
            {
                FieldKind.Choice => field.Choices,
                FieldKind.Flag => ["true", "false"],
                _ => [],
            },
            value
        );

    /// <summary>The question as it is sent to the gate; what is not filled in is left out.</summary>
    private JsonObject QuestionOf(AskForm form)
    {
        var type = node.Looks.Types.FirstOrDefault(each => each.Name == form.Act);
        var with = new JsonObject();
        foreach (var field in form.Fields.Where(each => each.Value.Length > 0))
            Put(with, field.Name, ValueOf(type!.Fields[type.Slot(field.Name)], field.Value));
        var question = new JsonObject { ["account"] = form.Account, ["act"] = form.Act };
        if (with.Count > 0)
            question["with"] = with;
        if (form.Acknowledged)
            question["acknowledged"] = true;
        return question;
    }

    /// <summary>A member stands in the object that it is one of.</summary>
    private static void Put(JsonObject with, string name, JsonNode value)
    {
        if (name.Split(Field.MemberMark) is not [var whole, var member])
            with[name] = value;
        else if (with[whole] is JsonObject members)
            members[member] = value;
        else
            with[whole] = new JsonObject { [member] = value };
    }

    private static JsonNode ValueOf(Field field, string text) =>
        field.Kind switch
        {
            FieldKind.Quantity
            or FieldKind.Money
                when decimal.TryParse(
                    text,
                    NumberStyles.Float,
                    CultureInfo.InvariantCulture,
                    out var number
                ) => JsonValue.Create(number),
            FieldKind.Flag => JsonValue.Create(text == "true"),
            FieldKind.Texts => new JsonArray([
                .. text.Split(',', StringSplitOptions.TrimEntries)
                    .Select(each => (JsonNode)JsonValue.Create(each)),
            ]),
            _ => JsonValue.Create(text),
        };

    private static AskedBound BoundOf(BoundLeft bound, PublishedPolicy policy) =>
        new(
            policy.Version.Clauses.FirstOrDefault(each => each.Id == bound.Clause)?.Title
                ?? bound.Clause.Slug,
            Addresses.Of(policy.Version.Name, policy.Version.Version, bound.Clause.Slug)!,
            Text(bound.Adds),
            Text(bound.Left),
            Text(bound.Amount),
            bound.Unit,
            Instants.Of(bound.Resets),
            bound.Fails
        );

    private static string Text(decimal quantity) =>
        Reader.English.Quantity(quantity.ToString(CultureInfo.InvariantCulture));
}
