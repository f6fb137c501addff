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
            "concurrency",
            "How many acts may go on at once.",
            Key("of", Say.Selectors).Needed(),
            Key("for-each", Say.Seats),
            Key("amount", Say.Either(Say.One(("none", new Quantity(0, Unit.One))), Say.Quantity))
        ),
    ];
}
