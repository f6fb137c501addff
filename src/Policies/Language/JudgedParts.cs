using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using static Evenhand.Policies.Language.Declare;

namespace Evenhand.Policies.Language;

/// <summary>What is answered, and what is judged.</summary>
internal static class JudgedParts
{
    private static readonly Kind<Outcome> Gate = Say.One(
        ("allow", Outcome.Allow),
        ("warn", Outcome.Warn),
        ("deny", Outcome.Deny)
    );

    private static readonly Kind<Outcome> WarnOrDeny = Say.One(
        ("warn", Outcome.Warn),
        ("deny", Outcome.Deny)
    );

    private static readonly Kind<bool> Opens = Say.One(("case", true), ("nothing", false));

    private static readonly Kind<Multiple> ForEach = Say.Either(
        Say.One(
            ("licensed", new Multiple(SeatKind.Licensed, null)),
            ("full", new Multiple(SeatKind.Full, null))
        ),
        new Kinds.MappedKind<MeterName, Multiple>(
            Say.Meter,
            meter => new Multiple(SeatKind.None, meter)
        )
    );

    private static readonly Kind<Part> Fits = Say.Part(
        "fits",
        Key("fields", Say.List(Say.Field(BearersOf.Acts("of"), FieldKind.Quantity))).Needed(),
        Key("within", Say.List(Say.Quantity)).Needed()
    );

    private static readonly Kind<Part> Starts = Say.Part(
        "starts",
        Key("fields", Say.List(Say.Field(BearersOf.Acts("of"), FieldKind.Text))).Needed(),
        Key("with", Say.List(Say.Text())).Needed()
    );

    public static readonly ImmutableArray<RulePart> All =
    [
        Part(
            "limit",
            "A figure that usage is held against: before an act by the gate, after it by a case.",
            Key("of", Say.Meter),
            Key("amount", Say.FigureOrShare, "a share for a ratio").Needed(),
            Key("for-each", ForEach, "licence, or unit of another meter with the same `per`"),
            Key("taken", Say.SeatsSoFar, "default: `now`"),
            Key("passed", Say.One(("above", false), ("reached", true)), "default: `above`"),
            Key("averaged-over", Say.Span, "days that usage is divided by"),
            Key("at-least", Say.Quantity, "the least whole for a ratio to be judged"),
            Key("gate", Gate, "default: `allow`"),
            Key("opens", Opens, "default: `nothing`"),
            Key(
                "once-throttled",
                Say.Word("deny"),
                "what the gate says beyond it while the account is throttled for it"
            )
        ),
        Part(
            "bucket",
            "Tokens that acts draw and that come back at a rate.",
            Key("of", Say.Selectors).Needed(),
            Key("rate", Say.Number, "tokens a second").Needed(),
            Key("for-each", Say.Seats),
            Key("holds", Say.Span, "how much of the rate it holds").Needed(),
            Key("gate", Gate).Needed()
        ),
        Part(
            "concurrency",
            "How many acts may go on at once: reservations of them that are held. What is more is denied.",
            Key("of", Say.Selectors).Needed(),
            Key("for-each", Say.Seats),
            Key(
                    "amount",
                    Say.Either(Say.One(("none", Quantity.Unbounded)), Say.Quantity),
                    "`none`: as many as there are"
                )
                .Needed()
        ),
        Part(
            new Shape(
                "act",
                "A bound on every single act.",
                Key("of", Say.Selectors).Needed(),
                Key("where", Say.Where("of")),
                Key(
                    "at-most",
                    Say.Map(Say.Field(BearersOf.Acts("of"), FieldKind.Quantity), Say.Figure),
                    "one field"
                ),
                Key("fits", Fits, "sorted, within sorted bounds: a frame in either orientation"),
                Key("starts", Starts, "each field that is there starts with one of the texts"),
                Key("gate", Gate, "default: `allow`"),
                Key("opens", Opens, "default: `nothing`"),
                Key("tells", Say.Yes, "the answer carries `max_FIELD`; default: `no`")
            )
            {
                ExactlyOne = ["at-most", "fits", "starts"],
            }
        ),
        Part(
            new Shape(
                "gate",
                "An answer that depends on circumstances rather than on amounts.",
                Key("warn", Say.Selectors, "the acts"),
                Key("deny", Say.Selectors, "the acts"),
                Key("where", Say.Where("warn", "deny")),
                Key("when", Say.Circumstances, "any of them holds"),
                Key("unless", Say.Circumstances, "none of them holds"),
                Key("says", Say.Text("words"), "what the answer says; default: the clause's title")
            )
            {
                ExactlyOne = ["warn", "deny"],
            }
        ),
        Part(
            "cap",
            "The customer's own limit on what it pays for.",
            Key("of", Say.ClauseWith("allowance")).Needed(),
            Key("set-as", Say.Text("name"), "the meter that `limit.set` names").Needed(),
            Key("not-on", Say.List(Say.Plan), "plans without effect"),
            Key("automated", Capped(WarnOrDeny)),
            Key("others", Capped(WarnOrDeny)),
            Key("lifted-by", Say.One(("upgrade", true), ("nothing", false)), "default: `nothing`")
        ),
        Part(
            "pause",
            "Automations that a reached cap pauses.",
            Key("of", Say.Field(BearersOf.Anything, FieldKind.Text), "the field that names one")
                .Needed(),
            Key("when", Say.ClauseWith("cap")).Needed(),
            Key("resumed-by", Say.EventType).Needed()
        ),
        Part(
            "repeat",
            "A case once other clauses were exceeded often enough, each counted on its own.",
            Key("of", Say.List(Say.ClauseWith("limit"))).Needed(),
            Key("times", Say.Whole).Needed(),
            Key(
                    "each",
                    Say.One(("cycle", WindowKind.Cycle), ("day", WindowKind.Day)),
                    "the span in which an excess counts once"
                )
                .Needed(),
            Key("within", Say.One(("ever", false), ("cycle", true)), "default: `ever`"),
            Key("opens", Say.Word("case"))
        ),
        Part(
            "report",
            "A report opens a case.",
            Key("opens", Say.Word("case")).Needed(),
            Key("quarantines", Say.Thing, "what a report names of it is set aside"),
            Key("suspends", StandingParts.Suspends, "what a case of it may suspend")
        ),
    ];

    private static Kind<Part> Capped(Kind<Outcome> answer) =>
        Say.Part("acts", Key("acts", Say.Selectors).Needed(), Key("answer", answer).Needed());
}
