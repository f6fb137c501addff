using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Policies.Language.Kinds;
using Evenhand.Policies.Reading;
using static Evenhand.Policies.Language.Declare;

namespace Evenhand.Policies.Language;

/// <summary>The front matter, and the blocks that are no rules.</summary>
internal static class Blocks
{
    public static readonly Shape FrontMatter = new(
        "the front matter",
        "What holds for the whole policy.",
        Key("policy", Say.Text("name"), "as accounts are opened under it").Needed().RunsLater(),
        Key("version", Say.Text("name"), "as decisions, cases and lines cite it")
            .Needed()
            .RunsLater(),
        Key("effective", new InstantKind(), "from when it is in force").Needed().RunsLater(),
        Key("supersedes", Say.Text("version"), "the version before").RunsLater(),
        Key("contact", Say.Text("words"), "an address for questions").RunsLater(),
        Key("currencies", Say.List(Say.Currency), "that accounts may be billed in; left out: any")
            .RunsLater(),
        Key("plans", Say.Word("required"), "every account must be opened with a plan").RunsLater(),
        Key("default-plan", Say.Plan, "of an account opened without one").RunsLater(),
        Key(
            "plans-change",
            Say.One(("at once", PlanChange.AtOnce), ("larger at once", PlanChange.LargerAtOnce)),
            "when a chosen plan takes effect; default: `at once`"
        ),
        Key("notice", Notice, "before what changes takes effect").RunsLater(),
        Key("silence", Say.Word("no charge"), "what no clause prices costs nothing").RunsLater(),
        Key("exceptions", Exceptions, "granted by the operator")
    )
    {
        AtMostOne = ["plans", "default-plan"],
    };

    public static readonly Kind<ImmutableArray<Part>> Readings = Say.List(
        Say.Part(
            "a reading",
            Key("of", Say.Text("path"), "the parameter that the words leave open").Needed(),
            Key("words", Say.Text("words"), "a few words of the vendor at most").Needed(),
            Key("chosen", Say.Text("words"), "how they are read").Needed(),
            Key("because", Say.Text("words")).Needed(),
            Key(
                    "instead",
                    Say.List(
                        Say.Part(
                            "an alternative",
                            Key("say", Say.Text("words")).Needed(),
                            Key(
                                    "set",
                                    Say.Map(Say.Text("path"), new AnyKind("value")),
                                    "`none` removes"
                                )
                                .Needed()
                        )
                    )
                )
                .Needed()
        )
    );

    public static readonly Kind<ImmutableArray<Part>> Examples = Say.List(
        Say.Part(
            "an example",
            [
                Key("say", Say.Text("words"), "for readers").Needed(),
                Key("account", new AnyKind("account"), "from its opening"),
                Key("events", new AnyKind("events"), "in order"),
                Key(
                    "until",
                    Say.Text("moment"),
                    "default: the end of the first cycle, or just after the last event"
                ),
                Key("lines", Say.List(Line), "that must stand on a statement"),
                Key(
                    "cases",
                    Say.List(Say.Clause, mayBeEmpty: true),
                    "exactly the clauses with a case, each time one is opened"
                ),
                Key(
                    "notices",
                    Say.List(Say.Text("notice"), mayBeEmpty: true),
                    "exactly the notices of this clause, in order"
                ),
                Key("wallet", new SignedKind(), "the balance at the end"),
                .. StandingExamples.Keys,
                .. StoredExamples.Keys,
            ]
        )
    );

    public static readonly Kind<
        ImmutableArray<KeyValuePair<string, ImmutableArray<KeyValuePair<string, PlanTerm>>>>
    > Plans = Say.Map(
        Say.Text("plan"),
        Say.Map(
            Say.Text("term"),
            new OrKind<PlanTerm>(
                new MappedKind<Price.Listed, PlanTerm>(
                    Say.Prices,
                    prices => new PlanTerm(null, prices)
                ),
                node => node is MapNode,
                new MappedKind<Quantity, PlanTerm>(
                    Say.Quantity,
                    quantity => new PlanTerm(quantity, null)
                )
            )
        )
    );

    private static Kind<Part> Notice =>
        Say.Part(
            "notice",
            Key("adverse", NoticePeriod).RunsLater(),
            Key("editorial", NoticePeriod).RunsLater(),
            Key("charge", NoticePeriod).RunsLater()
        );

    private static Kind<Span> NoticePeriod =>
        Say.Either(Say.One(("none", new Span(0, 0, 0, ""))), Say.Period);

    private static Kind<Part> Exceptions =>
        Say.Part(
            "exceptions",
            Key(
                "granted",
                Say.One(("any time", false), ("beforehand", true)),
                "default: `any time`"
            ),
            Key(
                "usage",
                Say.One(("counted", false), ("excluded", true)),
                "what an exception without a figure covers; default: `counted`"
            ),
            Key("answered-within", Say.Span, "of a request"),
            Key(
                "else",
                Say.One(("granted", true), ("refused", false)),
                "what a request is that was not answered in time"
            )
        );

    private static Kind<Part> Line =>
        Say.Part(
            "a line",
            Key("clause", Say.Clause, "default: this one"),
            Key("cycle", Say.Text("date"), "its first day; default: the first cycle"),
            Key("quantity", Say.Number),
            Key("included", Say.Number),
            Key("billable", Say.Number),
            Key("unit", Say.Text("unit")),
            Key("price", Say.Number),
            Key("per", Say.Number),
            Key("amount", Say.Number),
            Key("status", Say.Word("due", "proposed", "waived")),
            Key("stands", Say.Yes, "`no`: no such line is there")
        );
}

/// <summary>A term of a plan: a quantity or prices.</summary>
/// <param name="Quantity">The quantity, or null.</param>
/// <param name="Prices">The prices, or null.</param>
public sealed record PlanTerm(Quantity? Quantity, Price.Listed? Prices);
