using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Policies.Language.Kinds;
using Evenhand.Policies.Reading;
using static Evenhand.Policies.Language.Declare;

namespace Evenhand.Policies.Language;

/// <summary>Where an account stands: what is compared, which steps follow, and how people are told.</summary>
internal static class StandingParts
{
    private static readonly (string Word, StepKind Meaning)[] StepKinds =
    [
        ("advised", StepKind.Advised),
        ("warned", StepKind.Warned),
        ("restricted", StepKind.Restricted),
        ("throttled", StepKind.Throttled),
        ("charged", StepKind.Charged),
        ("suspended", StepKind.Suspended),
        ("terminated", StepKind.Terminated),
    ];

    private static readonly Kind<StepKind> To = Say.One([.. StepKinds]);

    private static readonly Kind<StepKind> Needs = Say.One([
        ("good", StepKind.Good),
        .. StepKinds[..^1],
    ]);

    private static readonly Kind<Part> Step = Say.Part(
        "a step",
        Key("to", To).Needed(),
        Key("needs", Needs, "default: `good`"),
        Key("by", Say.One(("anyone", true), ("person", false)), "default: `person`"),
        Key("notice", Say.Span, "from its delivery; left out: none"),
        Key(
            "approval",
            Say.One(("none", Approval.None), ("second person", Approval.SecondPerson)),
            "left out: `second person` to charge, suspend and terminate"
        ),
        Key("lasts", Say.Span, "left out: until it is lifted"),
        Key("with", Say.List(Say.Text("words"))).ForPeople(),
        Key("offers", Say.Word("plan", "charge")).ForPeople()
    );

    private static readonly Kind<Part> Appeal = Say.Part(
        "appeal",
        Key("within", Say.Period, "default: `6 months`"),
        Key("decided-within", Say.Span, "default: `14 days`")
    );

    /// <summary>What a report may suspend. Texts of before say <c>service</c>, which names no act and suspends nothing.</summary>
    public static readonly Kind<Suspends> Suspends = new OrKind<Suspends>(
        new MappedKind<Part, Suspends>(
            Say.Part("suspends", Key("acts", Say.List(Say.EventType)).Needed()),
            part => new Suspends(false, part.List<EventType>("acts"))
        ),
        node => node is MapNode,
        Say.One(("account", new Suspends(true, [])))
            .Formerly(
                [("service", new Suspends(false, []))],
                "name what is suspended: `{ acts: [...] }`, or `account`"
            )
    );

    public static readonly ImmutableArray<RulePart> All =
    [
        Part(
            "judge",
            "Usage out of proportion opens a case; a person decides.",
            Key("of", Say.List(Say.Meter)),
            Key(
                "per",
                Say.Word("licensed").Formerly("full", "account", "user"),
                "the highest number of licences in the cycle; left out: the account as a whole"
            ),
            Key(
                "typical",
                Say.Part(
                    "typical",
                    Key("times", Say.Number).Needed(),
                    Key("of", Say.Word("median").Formerly("average")).Needed(),
                    Key("among", Say.One(("same policy", false), ("same plan", true))).Needed(),
                    Key("at-least", new CountOfKind("account", "accounts")).Needed()
                ),
                "compared with other accounts over a closed cycle"
            ),
            Key(
                "floor",
                Say.List(Say.Quantity),
                "of what is compared; at and below it nothing is judged"
            ),
            Key("opens", Say.Word("case"))
        ),
        Part(
            "ladder",
            "The steps between good standing and the end of the contract.",
            Key("steps", Say.List(Step), "in order, from low to high").Needed(),
            Key(
                "falls-back-after",
                new CountOfKind("cycle", "cycles"),
                "without a case; left out: never"
            ),
            Key("appeal", Appeal, "left out: 6 months, and 14 days")
        ),
        Part(
            "duty",
            "A deadline on either party.",
            Key("of", Say.Word("vendor", "customer")).Needed(),
            Key("to", Say.Text("words")).Needed(),
            Key("within", Say.Period),
            Key("before", Say.Either(Say.One(("it starts", new Span(0, 0, 0, ""))), Say.Period)),
            Key("steps", Say.List(To), "that it speaks of: their `notice` is no shorter")
        ),
        Part(
            "amend",
            "How changes of the policy are made known.",
            Key(
                    "notice",
                    Say.Period,
                    "before a version takes effect; left out: as the front matter says"
                )
                .ForPeople(),
            Key(
                "accepted-by",
                Say.Word("use"),
                "the first act after a version took effect is recorded"
            )
        ),
    ];
}

/// <summary>What a report may suspend.</summary>
/// <param name="Account">Whether it is the account as a whole.</param>
/// <param name="Acts">Else the event types; empty for nothing.</param>
public sealed record Suspends(bool Account, ImmutableArray<EventType> Acts);
