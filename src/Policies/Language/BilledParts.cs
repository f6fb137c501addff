using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using static Evenhand.Policies.Language.Declare;

namespace Evenhand.Policies.Language;

/// <summary>What is billed.</summary>
internal static class BilledParts
{
    private static readonly Kind<bool> Status = Say.One(("due", true), ("proposed", false));

    public static readonly ImmutableArray<RulePart> All =
    [
        Part(
            "charge",
            "A line of the statement: usage beyond what is included, at a price.",
            Key("of", Say.Meter, "default: that of `beyond`"),
            Key("beyond", Say.ClauseWith("allowance"), "left out: all usage"),
            Key(
                "taken",
                Say.One(
                    ("average", StockValue.Average),
                    ("peak", StockValue.Peak),
                    ("end", StockValue.End),
                    ("touched", StockValue.Touched)
                ),
                "of a stock; default: `average`"
            ),
            Key("price", Say.Price).Needed(),
            Key("for", Say.Quantity, "how much the price is for").Needed(),
            Key("partial", Say.One(("pro rata", false), ("started", true)), "default: `pro rata`"),
            Key("repeats", Say.One(("each cycle", false), ("once", true)), "default: `each cycle`"),
            Key("status", Status, "`proposed` waits for a person").Needed(),
            Key("only-with", Say.AddOn, "left out of a cycle in which it was never held")
        ),
        Part(
            "pass-through",
            "A third party's fees, converted at the reference rates of their day.",
            Key("of", Say.Selectors).Needed(),
            Key("where", Say.Where("of")),
            Key("amount", Say.Field(BearersOf.Acts("of"), FieldKind.Money)).Needed(),
            Key("currency", Say.Currency, "of the fees").Needed(),
            Key("shown", Say.One(("always", true), ("when incurred", false)), "default: `always`"),
            Key("status", Status).Needed()
        ),
        Part(
            "wallet",
            "What is drawn from the account's prepaid wallet.",
            Key("of", Say.Selectors).Needed(),
            Key("where", Say.Where("of")),
            Key("draws", Say.Field(BearersOf.Acts("of"), FieldKind.Money), "the cost").Needed(),
            Key("less", Say.ClauseWith("allowance"), "whose share of an act does not draw"),
            Key("gated", Say.Selectors, "denied while the wallet is empty and they are not covered")
        ),
        Part(
            "notify",
            "Notices as an allowance is used up.",
            Key("of", Say.ClauseWith("allowance")).Needed(),
            Key("at", Say.List(Say.Share)).Needed(),
            Key("then-every", Say.Share, "beyond all of it"),
            Key("summary", Say.One(("cycle end", true), ("none", false)), "default: `none`")
        ),
    ];
}
