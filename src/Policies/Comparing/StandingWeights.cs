using Evenhand.Core.Policy;
using Evenhand.Policies.Checking;
using Evenhand.Policies.Language;
using Evenhand.Policies.Reading;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies.Comparing;

/// <summary>What it means for the customer that something about standing is said which was not, where leaving it out says something too.</summary>
internal static class StandingWeights
{
    /// <summary>What it means; null where the default of its key tells.</summary>
    /// <param name="policy">The version that says it.</param>
    /// <param name="parameter">What it says.</param>
    /// <param name="shape">The shape around it.</param>
    /// <param name="key">The key of that shape.</param>
    public static Leaning? Of(TypedPolicy policy, Parameter parameter, string shape, string key) =>
        (shape, key, parameter.Meaning) switch
        {
            // Advice and warnings take nothing; everything above them does.
            ("a step", "to", StepKind kind) => kind > StepKind.Warned
                ? Leaning.Adverse
                : Leaning.Editorial,
            ("a step", "approval", Approval approval) => Approval(policy, parameter, approval),
            ("a step", "notice" or "lasts" or "offers", _) => Leaning.Favourable,
            ("ladder", "falls-back-after", _) => Leaning.Favourable,
            ("appeal", "within", Span span) => Against(span, new Span(6, 0, 6, "month"), 1),
            ("appeal", "decided-within", Span span) => Against(
                span,
                new Span(0, Ladder.DefaultDecidedWithin.Ticks, 14, "day"),
                -1
            ),
            ("exceptions", "answered-within", _) => Leaning.Favourable,
            ("exceptions", "else", bool granted) => granted
                ? Leaning.Favourable
                : Leaning.Editorial,
            ("duty", "before" or "within" or "steps", _) => OfDuty(policy, parameter),
            ("amend", "notice", _) => Leaning.Favourable,
            ("amend", "accepted-by", _) => Leaning.Adverse,
            ("judge", "floor", _) => Leaning.Favourable,
            _ => null,
        };

    private static Leaning? Approval(TypedPolicy policy, Parameter parameter, Approval approval)
    {
        var kind = Beside(policy, parameter, "to")?.Meaning as StepKind? ?? StepKind.Good;
        var byKind = kind is StepKind.Charged || LadderCheck.Height(kind) > 3;
        var said = approval == Core.Policy.Approval.SecondPerson;
        return said == byKind ? Leaning.Editorial
            : said ? Leaning.Favourable
            : Leaning.Adverse;
    }

    private static Leaning OfDuty(TypedPolicy policy, Parameter parameter) =>
        Yaml.Inline(Beside(policy, parameter, "of")?.Node ?? parameter.Node) switch
        {
            "vendor" => Leaning.Favourable,
            "customer" => Leaning.Adverse,
            _ => Leaning.Unclear,
        };

    private static Leaning Against(Span said, Span standard, int better) =>
        said.SameAs(standard) ? Leaning.Editorial
        : (said.Months > 0) != (standard.Months > 0) ? Leaning.Unclear
        : (said.Months, said.Ticks).CompareTo((standard.Months, standard.Ticks)) * better > 0
            ? Leaning.Favourable
        : Leaning.Adverse;

    /// <summary>Another key of the part in which a parameter stands.</summary>
    private static Parameter? Beside(TypedPolicy policy, Parameter parameter, string key)
    {
        var path = parameter.Path;
        while (path.LastIndexOf('.') is var dot and > 0)
        {
            path = path[..dot];
            if (policy.Parameter(parameter.Clause, $"{path}.{key}") is { } found)
                return found;
        }
        return null;
    }
}
