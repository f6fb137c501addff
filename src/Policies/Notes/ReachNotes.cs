using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Policies.Language;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies.Notes;

/// <summary>Steps of a ladder that nothing can reach: no case leads there, or no clause has what they need.</summary>
internal static class ReachNotes
{
    public static void Add(TypedPolicy policy, PolicyVersion version, Noting.Taker say)
    {
        var kinds = Kinds(version);
        var reached = new HashSet<StepKind> { StepKind.Good };
        foreach (var (clause, part) in policy.Parts("ladder"))
        foreach (var step in part.List<Part>("steps"))
        {
            var (kind, needs) = (step.Get<StepKind>("to"), step.Get("needs", StepKind.Good));
            if (!kinds.TryGetValue(kind, out var missing))
                missing = kinds[StepKind.Good];
            if (missing is null && !reached.Contains(needs))
                missing = $"nothing can reach `{Word(needs)}`, which it needs";
            if (missing is null)
                reached.UnionWith(Met(kind));
            else
                say(
                    clause.Name.Slug,
                    step.At("to"),
                    NoteCode.UnreachableStep,
                    $"nothing can reach `{Word(kind)}`: {missing}"
                );
        }
    }

    /// <summary>By kind, what is missing for a step; null where nothing is.</summary>
    private static Dictionary<StepKind, string?> Kinds(PolicyVersion version)
    {
        var cases = CaseClauses(version);
        var none = cases.Count > 0 ? null : "no clause opens a case";
        var throttled =
            none
            ?? (
                version.Limits.Any(each => each.DeniesOnceThrottled && cases.Contains(each.Clause))
                    ? null
                    : "no clause that opens a case has a limit with `once-throttled: deny`"
            );
        var charged =
            none
            ?? (
                cases.Any(clause => CanBeCharged(version, clause))
                    ? null
                    : "no clause that opens a case has exactly one limit of what adds up over a day or a cycle"
            );
        return new()
        {
            [StepKind.Good] = none,
            [StepKind.Throttled] = throttled,
            [StepKind.Charged] = charged,
            [StepKind.Restricted] =
                throttled is null || charged is null
                    ? null
                    : none ?? "no clause that opens a case can be throttled or charged",
        };
    }

    /// <summary>The clauses that a case can be of, and those that one repeats.</summary>
    private static HashSet<Place<Clause>> CaseClauses(PolicyVersion version) =>
        [
            .. version.Limits.Where(each => each.OpensCase).Select(each => each.Clause),
            .. version.ActBounds.Where(each => each.OpensCase).Select(each => each.Clause),
            .. version.Reportable.Select(each => each.Clause),
            .. version.Comparisons.Select(each => each.Clause),
            .. version.Repeats.Select(each => each.Clause),
            .. version
                .Repeats.SelectMany(each => each.Limits)
                .Select(limit => version.Limits[limit.Index].Clause),
        ];

    private static bool CanBeCharged(PolicyVersion version, Place<Clause> clause) =>
        version.Limits.Where(each => each.Clause == clause).ToList() is [var limit]
        && version.Meters[limit.Meter.Index]
            is FlowMeter
            {
                Distinct: false,
                Window.Kind: WindowKind.Cycle or WindowKind.Day or WindowKind.UtcDay
            };

    private static ImmutableArray<StepKind> Met(StepKind kind) =>
        kind switch
        {
            StepKind.Throttled or StepKind.Charged => [kind, StepKind.Restricted],
            StepKind.Restricted => [kind, StepKind.Throttled, StepKind.Charged],
            _ => [kind],
        };

    private static string Word(StepKind kind) => kind.ToString().ToLowerInvariant();
}
