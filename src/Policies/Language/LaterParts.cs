using System.Collections.Immutable;
using Evenhand.Core.Stream;
using static Evenhand.Policies.Language.Declare;

namespace Evenhand.Policies.Language;

/// <summary>What is published and checked now, and runs later.</summary>
internal static class LaterParts
{
    private static readonly Kind<Part> Step = Say.Part(
        "a step",
        Key(
                "to",
                Say.Word(
                    "advised",
                    "warned",
                    "restricted",
                    "throttled",
                    "charged",
                    "suspended",
                    "terminated"
                )
            )
            .Needed(),
        Key(
            "needs",
            Say.Word("good", "advised", "warned", "restricted", "throttled", "charged", "suspended")
        ),
        Key("by", Say.Word("anyone", "person")),
        Key("notice", Say.Period),
        Key("with", Say.List(Say.Text("words"))),
        Key("offers", Say.Word("plan", "charge"))
    );

    public static readonly ImmutableArray<RulePart> All =
    [
        LaterPart(
            "judge",
            "Usage out of proportion opens a case; a person decides.",
            Key("of", Say.List(Say.Meter)),
            Key("per", Say.Word("licensed", "full", "account", "user")),
            Key(
                "typical",
                Say.Part(
                    "typical",
                    Key("times", Say.Number).Needed(),
                    Key("of", Say.Word("median", "average")).Needed(),
                    Key("among", Say.Word("same policy", "same plan")).Needed(),
                    Key("at-least", new Kinds.CountOfKind("account", "accounts")).Needed()
                ),
                "compared with other accounts over a closed cycle"
            ),
            Key("floor", Say.List(Say.Quantity), "below it nothing is judged"),
            Key("opens", Say.Word("case"))
        ),
        LaterPart(
            "ladder",
            "The steps between good standing and the end of the contract.",
            Key("steps", Say.List(Step)).Needed(),
            Key("falls-back-after", new Kinds.CountOfKind("cycle", "cycles"), "without a case")
        ),
        LaterPart(
            "duty",
            "A deadline on either party.",
            Key("of", Say.Word("vendor", "customer")).Needed(),
            Key("to", Say.Text("words")).Needed(),
            Key("within", Say.Period),
            Key("before", Say.Either(Say.One(("it starts", new Span(0, 0, 0, ""))), Say.Period))
        ),
        LaterPart(
            "vault",
            "The life of stored things.",
            Key("of", Say.Thing),
            Key("where", new Kinds.WhereKind(BearersOf.Thing("of"))),
            Key(
                "retention",
                Say.Either(Say.One(("set by the customer", new Span(0, 0, 0, ""))), Say.Period)
            ),
            Key("offload", Say.List(Say.Text("target"))),
            Key("retrieval-within", Say.Span),
            Key("quarantine", Say.Yes)
        ),
        LaterPart(
            "amend",
            "How changes of the policy are made known.",
            Key("notice", Say.Period),
            Key("accepted-by", Say.Word("use"))
        ),
        LaterPart(
            "concurrency",
            "How many acts may go on at once.",
            Key("of", Say.Selectors).Needed(),
            Key("for-each", Say.Seats),
            Key("amount", Say.Either(Say.One(("none", new Quantity(0, Unit.One))), Say.Quantity))
        ),
    ];
}
