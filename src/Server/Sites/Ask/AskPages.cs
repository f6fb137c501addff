using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Evenhand.Core.Gate;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Languages;
using Evenhand.Node;
using Evenhand.Node.Gate;
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
using Evenhand.Server.Sites.Speaking;
using Evenhand.Server.Views;
using Evenhand.Wording;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using GateAnswer = Evenhand.Wire.GateAnswer;

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
        var form = FormOf(context.Request.Query, Visits.LanguageOf(context));
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
            var frame = reads.Frame(form.Account, Visits.LanguageOf(context));
            var question = QuestionOf(form);
            var outcome = node.Looks.TryAsk(Encoding.UTF8.GetBytes(question.ToJsonString()));
            var policy = new Shelf(node.Policies(), node.Clock).Find(
                frame.Account.Policy,
                frame.Account.Version
            );
            return (
                frame,
                new AskedGate(
                    AnswerOf(outcome, frame.Reader.Say),
                    policy is null
                        ? []
                        : [.. outcome.Bounds.Select(bound => BoundOf(bound, policy, frame.Reader))],
                    AskPrograms.Of(question, PageAddress.RootOf(context, publicUrl))
                ),
                null
            );
        }
        catch (RequestException refused)
        {
            return (null, null, SpokenRefusals.Of(refused, Visits.ReaderOf(context)));
        }
    }

    /// <summary>The answer with its reasons in the language of whoever asks.</summary>
    private static GateAnswer AnswerOf(GateOutcome outcome, Language say)
    {
        var answer = GateViews.Of(outcome);
        return answer with
        {
            Reasons =
            [
                .. answer.Reasons.Zip(
                    outcome.Decision.Reasons,
                    (view, reason) => view with { Message = Sentence.Of(reason, say) }
                ),
            ],
        };
    }

    private AskForm FormOf(IQueryCollection query, Language say)
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
                    .Select(field =>
                        FieldOf(field, query[$"with.{field.Name}"].ToString().Trim(), say)
                    ),
            ],
            query["acknowledged"] == "1"
        );
    }

    private static AskField FieldOf(Field field, string value, Language say) =>
        new(
            field.Name,
            field.Kind switch
            {
                FieldKind.Quantity => say["a number, in {0}", field.Unit!.Name],
                FieldKind.Money => say["an amount of money"],
                FieldKind.Currency => say["such as USD"],
                FieldKind.Time => say["such as 2026-12-31T12:00:00Z"],
                FieldKind.Texts => say["texts, with commas between"],
                FieldKind.Flag => say["yes or no"],
                FieldKind.Choice => say["one of a list"],
                FieldKind.Message => say["the text; it is not kept"],
                _ => say["a text"],
            } + (field.Required ? ", " + say["needed"] : ""),
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

    private static AskedBound BoundOf(BoundLeft bound, PublishedPolicy policy, Reader reader) =>
        new(
            policy.Version.Clauses.FirstOrDefault(each => each.Id == bound.Clause)?.Title
                ?? bound.Clause.Slug,
            Addresses.Of(policy.Version.Name, policy.Version.Version, bound.Clause.Slug)!,
            reader.Quantity(bound.Adds),
            reader.Quantity(bound.Left),
            reader.Quantity(bound.Amount),
            bound.Unit,
            Instants.Of(bound.Resets),
            bound.Fails
        );
}
