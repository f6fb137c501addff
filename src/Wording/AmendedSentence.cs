using Evenhand.Core.Effects;
using static Evenhand.Core.Effects.NamedFigure;

namespace Evenhand.Wording;

/// <summary>What an account is told of a version to come.</summary>
internal static class AmendedSentence
{
    /// <summary>The sentences.</summary>
    public static string Of(Facts facts) =>
        string.Join(
            ' ',
            (
                (string?[])
                    [
                        $"Version {facts[Text].Value} takes effect on {facts[Effective].Value}.",
                        Changes(facts),
                        Money(facts),
                        Acts(facts, Denied, "that went through would be refused"),
                        Acts(facts, Passed, "beyond what you may do today would be let through"),
                    ]
            ).OfType<string>()
        );

    private static string Changes(Facts facts)
    {
        var parts = ((string Name, string Words)[])
            [
                (Adverse, "for the worse"),
                (Favourable, "for the better"),
                (Otherwise, "in other ways"),
                (Worded, "in words only"),
            ];
        var told = parts
            .Where(part => facts.Find(part.Name) is not null)
            .Select(part => $"{part.Words}: {facts[part.Name].Value}")
            .ToList();
        return told.Count == 0
            ? "It changes nothing that concerns what you use."
            : $"For you it changes {string.Join("; ", told)}.";
    }

    private static string? Money(Facts facts)
    {
        if (facts[Cycles].Value == "0")
            return null;
        var since =
            facts[Cycles].Value == "1"
                ? "last cycle"
                : $"last {Amount.Number(facts[Cycles].Value)} cycles";
        var due = Pair(facts[Due], facts[DueOther]);
        var proposed = facts.Find(Proposed) is { } was
            ? $"; proposed, and for a person to decide, {Pair(was, facts[ProposedOther])}"
            : "";
        return $"Owed for your {since}: {due}{proposed}.";
    }

    private static string Pair(NamedFigure was, NamedFigure would) =>
        was.Value == would.Value
            ? $"{Amount.Of(was)}, and under it as much"
            : $"{Amount.Of(was)}, and under it {Amount.Of(would)}";

    private static string? Acts(Facts facts, string name, string what) =>
        facts.Find(name) is { } count ? $"{Amount.Of(count.Value, "act", "acts")} {what}." : null;
}
