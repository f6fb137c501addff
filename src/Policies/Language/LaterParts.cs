using System.Collections.Immutable;
using Evenhand.Core.Stream;
using static Evenhand.Policies.Language.Declare;

namespace Evenhand.Policies.Language;

/// <summary>What is published and checked now, and runs later.</summary>
internal static class LaterParts
{
    public static readonly ImmutableArray<RulePart> All =
    [
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
            "concurrency",
            "How many acts may go on at once.",
            Key("of", Say.Selectors).Needed(),
            Key("for-each", Say.Seats),
            Key("amount", Say.Either(Say.One(("none", new Quantity(0, Unit.One))), Say.Quantity))
        ),
    ];
}
