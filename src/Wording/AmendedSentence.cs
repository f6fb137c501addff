using Evenhand.Core.Effects;
using Evenhand.Languages;
using static Evenhand.Core.Effects.NamedFigure;

namespace Evenhand.Wording;

/// <summary>What an account is told of a version to come.</summary>
internal static class AmendedSentence
{
    /// <summary>The sentences.</summary>
    public static string Of(Facts facts, Language say) =>
        string.Join(
            ' ',
            (
                (string?[])
                    [
                        say[
                            "Version {0} takes effect on {1}.",
                            facts[Text].Value,
                            facts[Effective].Value
                        ],
                        Changes(facts, say),
                        Money(facts, say),
                        facts.Find(Denied) is { } denied
                            ? say.Count(
                                denied.Value,
                                "{0} act that went through would be refused.|{0} acts that went through would be refused."
                            )
                            : null,
                        facts.Find(Passed) is { } passed
                            ? say.Count(
                                passed.Value,
                                "{0} act beyond what you may do today would be let through.|{0} acts beyond what you may do today would be let through."
                            )
                            : null,
                    ]
            ).OfType<string>()
        );

    private static string Changes(Facts facts, Language say)
    {
        var parts = ((string Name, string Words)[])
            [
                (Adverse, say["for the worse"]),
                (Favourable, say["for the better"]),
                (Otherwise, say["in other ways"]),
                (Worded, say["in words only"]),
            ];
        var told = parts
            .Where(part => facts.Find(part.Name) is not null)
            .Select(part => $"{part.Words}: {facts[part.Name].Value}")
            .ToList();
        return told.Count == 0
            ? say["It changes nothing that concerns what you use."]
            : say["For you it changes {0}.", string.Join("; ", told)];
    }

    private static string? Money(Facts facts, Language say)
    {
        if (facts[Cycles].Value == "0")
            return null;
        var due = Pair(facts[Due], facts[DueOther], say);
        var proposed = facts.Find(Proposed) is { } was
            ? say[
                "; proposed, and for a person to decide, {0}",
                Pair(was, facts[ProposedOther], say)
            ]
            : "";
        return say.Count(
            facts[Cycles].Value,
            "Owed for your last cycle: {1}{2}.|Owed for your last {0} cycles: {1}{2}.",
            due,
            proposed
        );
    }

    private static string Pair(NamedFigure was, NamedFigure would, Language say) =>
        was.Value == would.Value
            ? say["{0}, and under it as much", Amount.Of(was, say)]
            : say["{0}, and under it {1}", Amount.Of(was, say), Amount.Of(would, say)];
}
