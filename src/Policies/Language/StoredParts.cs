using System.Collections.Immutable;
using Evenhand.Core.Stream;
using static Evenhand.Policies.Language.Declare;

namespace Evenhand.Policies.Language;

/// <summary>What may become of stored things.</summary>
internal static class StoredParts
{
    /// <summary>The kinds of targets as people know them, in the order of <see cref="VaultTypes.Targets"/>.</summary>
    public static readonly ImmutableArray<string> TargetNames =
    [
        "Amazon S3",
        "Google Cloud",
        "Azure",
        "SharePoint",
        "SFTP",
        "ShareFile",
    ];

    /// <summary>The customer decides.</summary>
    private static readonly Span Customers = new(0, 0, 0, "");

    public static readonly ImmutableArray<RulePart> All =
    [
        Part(
            new Shape(
                "vault",
                "What may become of stored things.",
                Key("of", Say.Thing, "default: the thing that the catalogue says is stored"),
                Key(
                    "where",
                    new Kinds.WhereKind(BearersOf.Thing("of")),
                    "which of them; default: all"
                ),
                Key(
                    "retention",
                    Say.Either(Say.One(("set by the customer", Customers)), Say.Period),
                    "after how long they are deleted"
                ),
                Key(
                    "lifecycle",
                    Say.Either(Say.One(("set by the customer", Customers)), Say.Period),
                    "after how long they move to cold storage"
                ),
                Key("offload", Say.List(Targets()), "where the customer may have them copied to"),
                Key(
                    "retrieval-within",
                    Say.Span,
                    "how soon what is fetched from cold storage is there"
                )
            )
            {
                Former = ["quarantine"],
            }
        ),
    ];

    /// <summary>Texts of before say where to in words of their own.</summary>
    private static Kinds.ChoiceKind<int> Targets() =>
        new Kinds.ChoiceKind<int>([
            .. VaultTypes.Targets.Select((word, place) => (word, place)),
        ]).Formerly([.. TargetNames.Select((name, place) => (name, place))]);
}
