using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using static Evenhand.Policies.Language.Declare;

namespace Evenhand.Policies.Language;

/// <summary>What is included.</summary>
internal static class IncludedParts
{
    private static readonly StateName NoState = new(-1, "", "");

    public static readonly ImmutableArray<RulePart> All =
    [
        Part(
            "allowance",
            "An included amount for each cycle.",
            Key("of", Say.Meter),
            Key("amount", Say.Figure).Needed(),
            Key("for-each", Say.Seats, "licence; `full` leaves out restricted ones"),
            Key(
                "taken",
                Say.SeatsTaken,
                "which count of licences in the cycle; default: `average` for a stock, else `highest`"
            ),
            Key(
                "per",
                Say.One(("account", false), ("key", true)),
                "one pool, or each key of the meter its own; default: `account`"
            ),
            Key("while", Say.AddOn, "only while it is held"),
            Key(
                "drawn",
                Say.One(
                    ("at close", Drawing.AtClose),
                    ("in order", Drawing.InOrder),
                    ("whole cycle", Drawing.WholeCycle)
                ),
                "once at the end; act by act; act by act as if the plan were held all cycle; default: `at close`"
            )
        ),
        Part(
            "free",
            "Usage that is free without a figure.",
            Key("of", Say.Meter),
            Key("acts", Say.Selectors, "default: all that the meter counts"),
            Key("while", Say.Circumstance),
            Key(
                "places",
                Say.Part(
                    "places",
                    Key(
                            "field",
                            Say.Field(BearersOf.Anything, FieldKind.Text),
                            "each value of which takes a place"
                        )
                        .Needed(),
                    Key(
                            "add-ons",
                            Say.Map(Say.AddOn, Say.Quantity),
                            "the places of a cycle that each holding gives"
                        )
                        .Needed(),
                    Key(
                            "taken",
                            Say.Either(Say.One(("each cycle", NoState)), Say.State),
                            "or once for each opening of a state"
                        )
                        .Needed()
                ),
                "a limited number of values a cycle"
            )
        ),
        Part(
            "order",
            "The order in which usage is offered to what is included.",
            Key("of", Say.Meter),
            Key(
                    "covers",
                    Say.List(Say.ClauseWith("allowance", "free")),
                    "all the clauses whose `allowance` or `free` speak of the meter"
                )
                .Needed()
        ),
        Part(
            "exempt",
            "Acts that are outside the meters, bounds, gates and wallets of other clauses.",
            Key("from", Say.List(Say.Clause)).Needed(),
            Key("where", new Kinds.WhereKind(BearersOf.Anything)).Needed()
        ),
    ];
}
