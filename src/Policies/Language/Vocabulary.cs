using System.Collections.Immutable;
using Evenhand.Policies.Language.Kinds;

namespace Evenhand.Policies.Language;

/// <summary>
/// The closed vocabulary, declared once as data: resolving, the schema for editors, the tables of the
/// documentation, the parameters and their mutants all follow from it.
/// </summary>
public static class Vocabulary
{
    /// <summary>The parts of rules by what they are about, as the documentation shows them.</summary>
    public static readonly ImmutableArray<(string Title, ImmutableArray<RulePart> Parts)> Groups =
    [
        ("What is counted", CountedParts.All),
        ("What is included", IncludedParts.All),
        ("What is answered, what is judged", JudgedParts.All),
        ("What is billed", BilledParts.All),
        ("Where an account stands", StandingParts.All),
        ("What is stored", StoredParts.All),
        ("The end", EndedParts.All),
    ];

    /// <summary>A rule: a mapping of parts, or a reason why it has none.</summary>
    public static readonly Shape Rule = new(
        "a rule",
        "What the clause does.",
        [
            new Key(
                "none",
                Say.Word("intent", "definition", "never charged", "by others", "later"),
                "why nothing runs"
            ).RunsLater(),
            new Key("because", Say.Text("words"), "the reason in words").RunsLater(),
            new Key("see", Say.Clause, "the clause that does it").RunsLater(),
            .. Groups.SelectMany(group => group.Parts).Select(part => part.Key),
        ]
    );
}

/// <summary>A part of a rule; it may stand several times, as a list.</summary>
/// <param name="Shape">Its keys.</param>
public sealed record RulePart(Shape Shape)
{
    /// <summary>Its key in a rule.</summary>
    public Key Key { get; } =
        new(Shape.Name, new ListKind<Part>(new PartKind(Shape, defined: true)), Shape.Doc);
}
