using Evenhand.Core.Policy;
using Evenhand.Policies.Emitting;
using Evenhand.Policies.Reading;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies.Checking;

/// <summary>
/// Rules of equal rank must not disagree. Two gate rules do when, under the same circumstances, an act meets
/// both, the answers differ, and neither speaks of a part of the other's acts only. Two limits do when they
/// hold the same meter for the same multiple to different figures with the same answer, or when the stricter
/// answer comes first, so that the milder one is never heard.
/// </summary>
internal sealed class ClashCheck(TypedPolicy policy, PolicyVersion version, Reporter report)
    : Check(policy, report)
{
    public void Run()
    {
        Pairs(
            Policy.Parts("gate").ToList(),
            (left, right, i, j) =>
            {
                if (GatePrecedence.Clash(version.Gates[i], version.Gates[j]))
                    Say(
                        right.Clause,
                        right.Part.Node.At,
                        $"disagrees with a gate of `{left.Clause.Name.Slug}` about the same acts",
                        "make one of them more special with `where`, or agree"
                    );
            }
        );
        Pairs(
            Policy.Parts("limit").ToList(),
            (left, right, i, j) =>
            {
                if (Disagreement(version.Limits[i], version.Limits[j]) is { } why)
                    Say(right.Clause, right.Part, "amount", $"{why} `{left.Clause.Name.Slug}`");
            }
        );
    }

    private static void Pairs<T>(List<T> items, Action<T, T, int, int> look)
    {
        for (var j = 0; j < items.Count; j++)
        for (var i = 0; i < j; i++)
            look(items[i], items[j], i, j);
    }

    private static string? Disagreement(Limit left, Limit right)
    {
        if (
            left.Meter != right.Meter
            || left.AveragedOver != right.AveragedOver
            || !SameMultiple(left.Figure, right.Figure)
        )
            return null;
        if (left.Gate == right.Gate && left.OpensCase == right.OpensCase)
            return "holds the same meter to another figure than";
        var (mild, strict) = left.Gate < right.Gate ? (left, right) : (right, left);
        return
            mild.Gate > Outcome.Allow
            && mild.Gate < strict.Gate
            && mild.Figure.Amount >= strict.Figure.Amount
            && mild.Figure.PlanTerm is null
            ? "the milder answer is never heard because of the limit of"
            : null;
    }

    private static bool SameMultiple(Figure left, Figure right) =>
        (left.PlanTerm, left.PerSeat, left.Taken, left.PerMeter)
        == (right.PlanTerm, right.PerSeat, right.Taken, right.PerMeter);
}
