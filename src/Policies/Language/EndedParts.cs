using System.Collections.Immutable;
using Evenhand.Core.Stream;
using static Evenhand.Policies.Language.Declare;

namespace Evenhand.Policies.Language;

/// <summary>What happens at the end of the contract.</summary>
internal static class EndedParts
{
    public static readonly ImmutableArray<RulePart> All =
    [
        Part(
            "end",
            "How long things are kept after the end of the contract.",
            Key("keeps", Say.Span).Needed()
        ),
        Part(
            "export",
            "The bulk export, while the contract goes on and for a time after its end.",
            Key("on", Say.EventType, "what asks for it").Needed(),
            Key("within", Say.Span, "of the end").Needed(),
            Key("each", Say.Thing).Needed(),
            Key(
                "where",
                new Kinds.WhereKind(BearersOf.Thing("each")),
                "which of them; default: all"
            ),
            Key("counts-as", Say.EventType, "what every open thing then counts as").Needed()
        ),
    ];
}
