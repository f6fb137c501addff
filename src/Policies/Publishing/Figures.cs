using System.Globalization;
using Evenhand.Policies.Reading;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies.Publishing;

/// <summary>The bound figures of a page: links that show their rule while they are pointed at or have the focus.</summary>
/// <param name="policy">The policy.</param>
internal sealed class Figures(TypedPolicy policy)
{
    private int count;

    /// <summary>A figure as HTML; plain words where it is marked as free; null where the link binds nothing.</summary>
    public string? Of(string words, string clause, string path)
    {
        if (clause.Length == 0 && path == "free")
            return Html.Escaped(words);
        var bound = policy.Draft.Document.Clause(clause);
        if (
            policy.Draft.Find(clause, path) is not { } value
            || (bound is null && clause.Length > 0)
        )
            return null;
        count++;
        // A point, so that it can be no heading's anchor.
        var id = $"figure.{count.ToString(CultureInfo.InvariantCulture)}";
        return new Html()
            .Open("span", ("class", "figure"))
            .Say(
                "a",
                words,
                ("href", $"#{(bound is null ? Frame.Main : clause)}"),
                ("aria-describedby", id)
            )
            .Open("span", ("class", "tip"), ("role", "tooltip"), ("id", id))
            .Say(
                bound is null
                    ? "The heading of the policy says "
                    : $"The rule under “{bound.Title}” says "
            )
            .Say("b", Wording.Quantity(Yaml.Inline(value)))
            .Say($" ({Labels.Of(path)})")
            .Close("span")
            .Close("span")
            .ToString();
    }
}
