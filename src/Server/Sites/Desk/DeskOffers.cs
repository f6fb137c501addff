using System.Text.Json.Nodes;
using Evenhand.Core.Effects;
using Evenhand.Core.Stream;
using Evenhand.Node;
using Evenhand.Node.Acts;
using Evenhand.Node.Reads;
using Evenhand.Node.Roles;
using Evenhand.Pages.Accounts;
using Evenhand.Pages.Figures;
using Evenhand.Pages.Forms;
using Evenhand.Replay.Output;
using Evenhand.Server.Access;
using Evenhand.Server.Sites.Filling;
using Evenhand.Wording;
using static Evenhand.Core.Stream.BuiltIns.Kind;
using What = Evenhand.Core.Stream.BuiltIns.Kind;

namespace Evenhand.Server.Sites.Desk;

/// <summary>
/// What may be done on a case now by whoever looks, and why not the rest: said by the fold that would do it, and by the table of
/// acts.
/// </summary>
/// <param name="node">The node.</param>
/// <param name="file">The case.</param>
/// <param name="key">Who looks.</param>
/// <param name="reader">In whose zone.</param>
internal sealed class DeskOffers(EvenhandNode node, CaseFile file, Key key, Reader reader)
{
    private string Account => file.Case.Account.Text;

    private string CaseId => file.Case.Case.Id;

    /// <summary>All of them.</summary>
    public IReadOnlyList<ActOffer> All() =>
        [
            .. file.Case.Case.State == CaseState.Open
                ? (ActOffer[])[OnCase(FindingMade), OnCase(CaseDismissed)]
                : [],
            .. file.Possible.Select(Step),
            .. Brake(),
            .. OnSteps(),
            .. Appeals()
                .Select(appeal =>
                    Tried(AppealDecided, "appeal", appeal.Id, new() { ["outcome"] = "upheld" })
                ),
        ];

    /// <summary>The open appeals against steps on this case.</summary>
    public IEnumerable<Core.Standing.AppealFigures> Appeals() =>
        file.Standing.Appeals.Where(each =>
            each.Outcome is null
            && file.Standing.Steps.Any(step =>
                step.Id == each.Against.Id && step.Cases.Contains(CaseId)
            )
        );

    private ActOffer OnCase(What kind) => Tried(kind, "case", CaseId);

    private ActOffer Step(Core.Standing.PossibleStep step)
    {
        var word = StepWords.Wire((Wire.StepKind)step.To);
        var row = ActTable.Of(StepProposed)!;
        return Offer(
            row,
            word,
            name => name == "to" ? word : Part(name),
            Shut(row) ?? WhyNot(step)
        );
    }

    /// <summary>The brake, where the clause says that it suspends.</summary>
    private IEnumerable<ActOffer> Brake()
    {
        var row = ActTable.Of(BrakeApplied)!;
        if (
            file.Case.Case.State is CaseState.Dismissed or CaseState.Closed
            || Shut(row) is not null
        )
            return [];
        var body = new JsonObject { ["cases"] = new JsonArray(CaseId), ["reason"] = "." };
        var chance = node.Acts.Try(row, Order(body, []), key);
        return chance.Unmet.HasFlag(Unmet.Kind)
            ? []
            : [Offer(row, CaseId, Part, WhyNot(chance.Unmet, chance.From))];
    }

    private IEnumerable<ActOffer> OnSteps() =>
        from step in file.Standing.Steps
        where step.Cases.Contains(CaseId)
        from kind in KindsOn(step)
        select Tried(kind, "step", step.Id);

    private static What[] KindsOn(Core.Standing.StepFigures step) =>
        step switch
        {
            { State: StepState.Proposed } => [StepApproved, StepWithdrawn],
            { State: StepState.Announced } => [StepWithdrawn],
            { State: StepState.InForce, IsBrake: true, IsKept: false } =>
            [
                StepApproved,
                StepLifted,
            ],
            { State: StepState.InForce } => [StepLifted],
            _ => [],
        };

    /// <summary>An act on something that has an id, tried on a copy of the account.</summary>
    private ActOffer Tried(What kind, string name, string id, JsonObject? more = null)
    {
        var row = ActTable.Of(kind)!;
        string Value(string part) => part == name ? id : Part(part);
        if (Shut(row) is { } shut)
            return Offer(row, id, Value, shut);
        var body = more ?? [];
        body["reason"] = ".";
        var chance = node.Acts.Try(row, Order(body, new() { [name] = id }), key);
        return Offer(row, id, Value, WhyNot(chance.Unmet, chance.From));
    }

    private ActOrder Order(JsonObject body, Dictionary<string, string> inAddress) =>
        new(new AccountId(Account), null, inAddress, body);

    private static ActOffer Offer(
        ActRow row,
        string about,
        Func<string, string> part,
        string? whyNot
    )
    {
        var pattern = PageActs.OfCase.First(act => act.Row == row).Pattern;
        return new ActOffer(row.Type, about, PageAddress.Of(pattern, part), whyNot);
    }

    private string Part(string name) => name == "account" ? Account : CaseId;

    /// <summary>Whether the roles of whoever looks are not enough, in words.</summary>
    private string? Shut(ActRow row) =>
        key.Roles.Overlaps(row.Roles)
            ? null
            : reader.Say["It takes one of the roles {0}; you have {1}.", row.Roles, key.Roles];

    /// <summary>A price is the proposer's to say: what is missing is something that could be charged.</summary>
    private string? WhyNot(Core.Standing.PossibleStep step) =>
        step.Unmet.HasFlag(Unmet.Charge)
            ? reader.Say[
                "Its clause has no figure of a day or a cycle beyond which anything could be charged."
            ]
            : WhyNot(step.Unmet, step.From);

    private string? WhyNot(Unmet unmet, Core.Time.Moment? from) =>
        ActWords.WhyNot(unmet, from, reader);
}
