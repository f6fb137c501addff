using System.Collections.Immutable;
using Evenhand.Languages;
using Evenhand.Policies.Publishing;
using Evenhand.Replay.Output;
using Evenhand.Wire;
using Evenhand.Wording;
using static Evenhand.Policies.Publishing.PaperBlock;

namespace Evenhand.Node.Reasons;

/// <summary>A statement of reasons as a paper, in the order in which a reader asks.</summary>
/// <param name="say">The language in which the statement was composed.</param>
internal sealed class ReasonsPaper(Language say)
{
    /// <summary>The paper.</summary>
    public Paper Of(ReasonsView its) =>
        new(
            say["Statement of reasons: the step {0}", its.Step],
            [
                (say["Account"], its.Account),
                (say["Step"], its.Step),
                (say["What it is"], Kind(its)),
                (say["Announced"], When.Of(its.Announced, say)),
                (say["Policy"], say["{0}, version {1}", its.Clause.Policy, its.Clause.Version]),
            ],
            [
                new(say["What happens"], [new Points([.. its.Measure])]),
                new(
                    say["From when and until when"],
                    [new Words(its.From), new Points([.. its.Until])]
                ),
                new(say["The clause"], [new Words(Cited(its.Clause)), new Quote(its.Clause.Text)]),
                new(say["What it rests on"], [.. its.Cases.SelectMany(each => Of(each, its))]),
                new(say["Who decided"], [new Points([.. its.Decided.Select(Of)])]),
                new(say["Earlier findings"], Earlier(its)),
                new(say["Why nothing milder"], Milder(its)),
                new(
                    say["What mends it"],
                    [
                        new Points([.. its.Mends]),
                        .. its.Offers is { } offers
                            ? new PaperBlock[] { new Words(say["Offered instead: {0}.", offers]) }
                            : [],
                    ]
                ),
                new(say["What lifts it"], [new Points([.. its.Lifts])]),
                new(say["How to appeal"], [new Points([.. its.Appeal.How])]),
            ],
            say[
                "{0} {1}. As JSON it names the SHA-256 of its other forms.",
                Made(its),
                Addresses.OfReasons(its.Account, its.Step)
            ]
        )
        {
            Language = say.Tag,
            Skip = say["Skip to the text"],
        };

    private string Made(ReasonsView its) =>
        its.Follows is { } before
            ? say[
                "The step was taken again on other facts than those of the statement {0}. Both are kept as they are:",
                before
            ]
            : say["This statement was made when the step was announced, and is kept as it is:"];

    private string Kind(ReasonsView its) =>
        its.Brake ? say["{0}, by a brake", Word(its.To)] : Word(its.To);

    private IEnumerable<PaperBlock> Of(ReasonsCase its, ReasonsView whole)
    {
        yield return new Heading(say["Case {0}", its.Case]);
        yield return new Words(its.Message);
        yield return new Names([
            .. its.Figures.Select(figure =>
                (FigureName.Of(figure.Key, say), say.Number(figure.Value))
            ),
            .. its.Unit is { } unit ? new[] { (say["Unit"], unit) } : [],
            (say["Cycle"], say["{0} to before {1}", When.Of(its.From, say), When.Of(its.To, say)]),
            (say["Case opened"], When.Of(its.Opened, say)),
            (say["Taken from"], its.Sample),
            (say["The events"], string.Join(", ", its.Events.Select(each => $"GET {each}"))),
            (say["Established"], Found(its)),
        ]);
        if (its.Clause.Clause == whole.Clause.Clause && its.Clause.Version == whole.Clause.Version)
            yield break;
        yield return new Words(Cited(its.Clause));
        yield return new Quote(its.Clause.Text);
    }

    private string Found(ReasonsCase its) =>
        its.FoundBy is { } by
            ? say["{0}, by {1}", When.Of(its.Found!.Value, say), Who(by, its.FoundByRoles)]
                + Because(its.Reason)
            : say["not yet: a person is still to judge it"];

    private string Of(ReasonsDeed deed) => $"{Done(deed)}{Because(deed.Reason)}.";

    private string Done(ReasonsDeed deed)
    {
        var (time, who) = (When.Of(deed.Time, say), Who(deed.By, deed.Roles));
        return deed.What switch
        {
            "proposed" => say["Proposed at {0} by {1}", time, who],
            "approved" => say["Approved at {0} by {1}", time, who],
            "braked" => say["Taken at once at {0} by {1}", time, who],
            _ => say["Put in the place of a higher step at {0} by {1}", time, who],
        };
    }

    private string Who(string by, string? roles) =>
        by == "rule" ? say["the system, by the rule of the policy"]
        : roles is null ? by
        : $"{by} ({roles})";

    private static string Because(string? reason) =>
        reason is null ? "" : $": \u201c{reason}\u201d";

    private ImmutableArray<PaperBlock> Earlier(ReasonsView its) =>
        [
            its.Earlier.Count == 0
                ? new Words(say["There is none."])
                : new Points([
                    .. its.Earlier.Select(each =>
                    {
                        var (time, who) = (When.Of(each.Found, say), Who(each.By, null));
                        return each.Spent
                            ? say[
                                "{0}: {1}, by {2}; it carries no step any more.",
                                time,
                                each.Case,
                                who
                            ]
                            : say["{0}: {1}, by {2}.", time, each.Case, who];
                    }),
                ]),
        ];

    private ImmutableArray<PaperBlock> Milder(ReasonsView its) =>
        [
            its.Milder.Count == 0
                ? new Words(say["The policy knows no milder step."])
                : new Points([.. its.Milder.Select(each => $"{Word(each.To)}: {each.Because}")]),
        ];

    private string Cited(ReasonsClause clause) =>
        say[
            "\u201c{0}\u201d ({1}) of {2}, version {3}, reads:",
            clause.Title,
            clause.Clause,
            clause.Policy,
            clause.Version
        ];

    private string Word(StepKind kind) => Sentence.WordOf(Code(kind), say);

    private static string Code(StepKind kind) => kind.ToString().ToLowerInvariant();
}
