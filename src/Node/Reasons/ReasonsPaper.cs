using System.Collections.Immutable;
using Evenhand.Policies.Publishing;
using Evenhand.Replay.Output;
using Evenhand.Wire;
using Evenhand.Wording;
using static Evenhand.Policies.Publishing.PaperBlock;

namespace Evenhand.Node.Reasons;

/// <summary>A statement of reasons as a paper, in the order in which a reader asks.</summary>
internal static class ReasonsPaper
{
    /// <summary>The paper.</summary>
    public static Paper Of(ReasonsView its) =>
        new(
            $"Statement of reasons: the step {its.Step}",
            [
                ("Account", its.Account),
                ("Step", its.Step),
                ("What it is", Kind(its)),
                ("Announced", When.Of(its.Announced)),
                ("Policy", $"{its.Clause.Policy}, version {its.Clause.Version}"),
            ],
            [
                new("What happens", [new Points([.. its.Measure])]),
                new("From when and until when", [new Words(its.From), new Points([.. its.Until])]),
                new("The clause", [new Words(Cited(its.Clause)), new Quote(its.Clause.Text)]),
                new("What it rests on", [.. its.Cases.SelectMany(each => Of(each, its))]),
                new("Who decided", [new Points([.. its.Decided.Select(Of)])]),
                new("Earlier findings", Earlier(its)),
                new("Why nothing milder", Milder(its)),
                new(
                    "What mends it",
                    [
                        new Points([.. its.Mends]),
                        .. its.Offers is { } offers
                            ? new PaperBlock[] { new Words($"Offered instead: {offers}.") }
                            : [],
                    ]
                ),
                new("What lifts it", [new Points([.. its.Lifts])]),
                new("How to appeal", [new Points([.. its.Appeal.How])]),
            ],
            $"{Made(its)} {Addresses.OfReasons(its.Account, its.Step)}. As JSON it names the SHA-256 of its other forms."
        );

    private static string Made(ReasonsView its) =>
        its.Follows is { } before
            ? $"The step was taken again on other facts than those of the statement {before}. Both are kept as they are:"
            : "This statement was made when the step was announced, and is kept as it is:";

    private static string Kind(ReasonsView its) =>
        its.Brake ? $"{Word(its.To)}, by a brake" : Word(its.To);

    private static IEnumerable<PaperBlock> Of(ReasonsCase its, ReasonsView whole)
    {
        yield return new Heading($"Case {its.Case}");
        yield return new Words(its.Message);
        yield return new Names([
            .. its.Figures.Select(figure => (Figure(figure.Key), Amount.Number(figure.Value))),
            .. its.Unit is { } unit ? new[] { ("Unit", unit) } : [],
            ("Cycle", $"{When.Of(its.From)} to before {When.Of(its.To)}"),
            ("Opened", When.Of(its.Opened)),
            ("Taken from", its.Sample),
            ("The events", string.Join(" and ", its.Events.Select(each => $"GET {each}"))),
            ("Established", Found(its)),
        ]);
        if (its.Clause.Clause == whole.Clause.Clause && its.Clause.Version == whole.Clause.Version)
            yield break;
        yield return new Words(Cited(its.Clause));
        yield return new Quote(its.Clause.Text);
    }

    private static string Found(ReasonsCase its) =>
        its.FoundBy is { } by
            ? $"{When.Of(its.Found!.Value)}, by {Who(by, its.FoundByRoles)}{Because(its.Reason)}"
            : "not yet: a person is still to judge it";

    private static string Of(ReasonsDeed deed) =>
        $"{Done(deed.What)} at {When.Of(deed.Time)} by {Who(deed.By, deed.Roles)}{Because(deed.Reason)}.";

    private static string Done(string what) =>
        what switch
        {
            "proposed" => "Proposed",
            "approved" => "Approved",
            "braked" => "Taken at once",
            _ => "Put in the place of a higher step",
        };

    private static string Who(string by, string? roles) =>
        by == "rule" ? "the system, by the rule of the policy"
        : roles is null ? by
        : $"{by} ({roles})";

    private static string Because(string? reason) =>
        reason is null ? "" : $": \u201c{reason}\u201d";

    private static ImmutableArray<PaperBlock> Earlier(ReasonsView its) =>
        [
            its.Earlier.Count == 0
                ? new Words("There is none.")
                : new Points([
                    .. its.Earlier.Select(each =>
                        $"{When.Of(each.Found)}: {each.Case}, by {Who(each.By, null)}{(each.Spent ? "; it carries no step any more" : "")}."
                    ),
                ]),
        ];

    private static ImmutableArray<PaperBlock> Milder(ReasonsView its) =>
        [
            its.Milder.Count == 0
                ? new Words("The policy knows no milder step.")
                : new Points([.. its.Milder.Select(each => $"{Word(each.To)}: {each.Because}")]),
        ];

    private static string Cited(ReasonsClause clause) =>
        $"\u201c{clause.Title}\u201d ({clause.Clause}) of {clause.Policy}, version {clause.Version}, reads:";

    private static string Figure(string name) =>
        char.ToUpperInvariant(name[0]) + name[1..].Replace('_', ' ');

    private static string Word(StepKind kind) => kind.ToString().ToLowerInvariant();
}
