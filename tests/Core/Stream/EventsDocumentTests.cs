using System.Text;
using Evenhand.Core.Stream;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Core.Stream;

/// <summary>The reference of the built-in events is written from the code, and says a word about each.</summary>
public sealed class EventsDocumentTests
{
    private static readonly string Document = RepositoryFile.PathOf("docs/EVENTS.md");

    private static readonly Dictionary<string, string> Meaning = new()
    {
        ["account.opened"] =
            "An account begins: under which policy, in which currency, with days and cycles in which time zone. Before it the account does not exist; a second one has no effect. A catalogue may add flags of its own.",
        ["account.terminated"] = "The account's contract ends.",
        ["seats.set"] = "How many licences it has from then on: the totals, not a change.",
        ["plan.set"] = "The plan from then on, or from the next cycle, as the policy says.",
        ["addon.added"] = "An add-on is held from then on, by one user or by all.",
        ["addon.removed"] = "Holdings of an add-on end; without a user, all of them.",
        ["limit.set"] = "A limit that the customer sets for itself; null takes it away.",
        ["exception.granted"] =
            "Leave from one clause for an interval: with an amount as much more, without one the clause is not judged. With `exception` and `by` it answers that request.",
        ["charge.waived"] = "A charge is let go. `cycle` is the first day of its billing month.",
        ["charge.confirmed"] = "A proposed charge becomes due.",
        ["usage.voided"] =
            "An event is taken back, as if it had never been. It names the event's source and id; `of` bounds what it may take back.",
        ["fx.published"] =
            "Reference rates of one date, of no account (no `subject`): `base`, `date`, `rates` as an object of currency and units for one of the base, and perhaps `published`.",
        ["wallet.topped-up"] = "Money is added to the account's wallet, in the account's currency.",
        ["report.filed"] =
            "Somebody reports a breach of a clause: it opens a case, and where the clause quarantines, the stored `object` that it names is set aside.",
        ["case.dismissed"] =
            "A person lets an open case go. `case` is its id: the clause and the first day of its cycle, as in `api-calls@2026-01-01`.",
        ["finding.made"] = "A person establishes an open case: steps may follow.",
        ["step.proposed"] =
            "A person proposes a step of the ladder about cases with a finding: `to` is its kind. A suspension may name the acts that it `suspends`; a charge has a `price` for a clause.",
        ["step.approved"] = "A second person approves a proposed step, or keeps a brake.",
        ["step.withdrawn"] = "A step that is proposed or announced is taken back.",
        ["step.lifted"] = "A step in force is lifted.",
        ["brake.applied"] =
            "Where a clause says that it suspends, a person suspends at once, for 24 hours; `step` names the brake, for it is a step.",
        ["notice.delivered"] =
            "The notice of an announced step reached the account: its clock starts.",
        ["appeal.opened"] =
            "The account challenges a step or a refused exception, `against` its id, or a line of a statement, `against` its `clause` and `cycle`.",
        ["appeal.decided"] =
            "Somebody who had no hand in it decides an appeal; with `changed`, `to` is the lower step.",
        ["exception.requested"] = "The account asks for an exception from a clause.",
        ["exception.refused"] = "A person refuses an exception that was asked for.",
        ["retention.set"] =
            "The account sets after how many days of 24 hours stored things of a class are deleted; null takes the rule away.",
        ["lifecycle.set"] =
            "The account sets after how many days of 24 hours stored things of a class move to cold storage; null takes the rule away.",
        ["offload.activated"] =
            "What is stored from then on is copied to a target of the account's own. With `before-delete` a rule deletes nothing of it before the copy is there.",
        ["offload.deactivated"] = "What is stored from then on is copied to that target no more.",
        ["hold.placed"] =
            "A person has things kept, those named or all, also what is stored later: they are neither deleted nor moved. `side` says for whom; what the vendor keeps for its own sake does not count.",
        ["hold.released"] = "A person lets go of what was held.",
        ["quarantine.lifted"] = "Somebody who did not report a thing lets it out of quarantine.",
        ["object.offloaded"] = "A copy lies at a target, whole: what was carried out.",
        ["object.offload-failed"] = "A copy could not be made this time.",
        ["retrieval.ready"] = "What was fetched from cold storage is there.",
        ["export.ready"] =
            "An export can be fetched; `export` is the id of the event that asked for it.",
        ["typical.compared"] =
            "What the usage of a cycle came to beside that of other accounts: the server says it as it states the cycle, and a replay takes it instead of comparing. `cycle` is its first day, `value` and `median` are in the unit of `meter`, per licence where the clause says so.",
        ["gate.asked"] =
            "A question before an act: `act` is a type of the catalogue, `with` its data, `acknowledged` whether a warning was read. It counts nothing.",
    };

    [Fact]
    [Trait("fault", "S1-8")]
    public void The_document_says_what_the_code_reads()
    {
        var made = Written();
        if (Environment.GetEnvironmentVariable("EVENHAND_APPROVE") is "1")
            File.WriteAllText(Document, made);
        File.ReadAllText(Document)
            .ReplaceLineEndings("\n")
            .ShouldBe(
                made,
                "docs/EVENTS.md is written from the code: run this test with EVENHAND_APPROVE=1"
            );
    }

    private static string Written()
    {
        var text = new StringBuilder(
            """
            # Events that every account has

            What happens to an account comes as events: CloudEvents 1.0 in JSON, with `specversion` 1.0, `id`, `source`, `type`, `time`
            (RFC 3339), `subject` (the account) and `data`. Usage is declared in a [catalogue](CATALOGUE.md); the types below are built in. Numbers may stand as decimal
            strings; a field that is not needed may be left out or null.

            ```json
            {"specversion":"1.0","id":"1","source":"crm","type":"account.opened","time":"2026-01-01T00:00:00Z","subject":"acme","data":{"policy":"qcontact","currency":"AUD","time_zone":"Australia/Sydney"}}
            ```

            A field with a dot in its name is a member of the object before the dot. What people decide on an account's standing (from
            `case.dismissed` on), and the acts on stored things that say `by` whom, are taken by a server through routes of their own; in a stream
            for `evenhand replay` they stand as any other event.

            This page is written from `src/Core/Stream/BuiltIns.cs`, `StandingTypes.cs` and `VaultTypes.cs`.

            """.ReplaceLineEndings("\n")
        );
        foreach (var type in BuiltIns.Types([]))
        {
            text.Append($"\n## {type.Name}\n\n{Meaning[type.Name]}\n");
            if (type.Fields.IsEmpty)
                continue;
            text.Append("\n| field | what | needed | left out |\n|---|---|---|---|\n");
            foreach (var field in type.Fields)
                text.Append(
                    $"| `{field.Name}` | {Kind(field)} | {(field.Required ? "yes" : "no")} | {field.Default?.ToString() ?? "–"} |\n"
                );
        }
        return text.ToString();
    }

    private static string Kind(Field field) =>
        field.Kind switch
        {
            FieldKind.Text => "text",
            FieldKind.Choice =>
                $"one of {string.Join(", ", field.Choices.Select(each => $"`{each}`"))}",
            FieldKind.Flag => "true or false",
            FieldKind.Quantity => "a number, not negative",
            FieldKind.Money => "a sum of money, not negative",
            FieldKind.Currency => "a currency, ISO 4217",
            FieldKind.Time => "an instant, RFC 3339",
            FieldKind.Texts => "a list of texts",
            FieldKind.Members => "an object",
            _ => "text of a message",
        };
}
