using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Policies.Language;
using Evenhand.Policies.Reading;
using Evenhand.Policies.Resolving;

namespace Evenhand.Policies.Checking;

/// <summary>
/// The steps of a ladder stand in order, each on one that is there, with the floors that nothing goes below; and a duty promises no
/// more than the notices of its steps keep.
/// </summary>
internal sealed class LadderCheck(TypedPolicy policy, Reporter report) : Check(policy, report)
{
    /// <summary>A month may be shorter than thirty days, two may not.</summary>
    private const int LeastMonths = 2;

    private const int LongestMonth = 31;
    private static readonly TimeSpan Floor = Ladder.LeastNoticeOfTermination;
    private static readonly string FloorInWords = Counted.Of(Floor.Days, "day");

    public void Run()
    {
        foreach (var (clause, part) in Policy.Parts("ladder").Skip(1))
            Say(clause, part.Node.At, "a policy has one `ladder` at most");
        foreach (var (clause, part) in Policy.Parts("ladder").Take(1))
            OfLadder(clause, part);
        foreach (var (clause, part) in Policy.Parts("duty"))
            OfDuty(clause, part);
    }

    /// <summary>How high a step is: three kinds share a height.</summary>
    public static int Height(StepKind kind) =>
        kind switch
        {
            StepKind.Good => 0,
            StepKind.Advised => 1,
            StepKind.Warned => 2,
            StepKind.Suspended => 4,
            StepKind.Terminated => 5,
            _ => 3,
        };

    /// <summary>Whether a step of a kind is one of another: a restriction is a throttle or a charge.</summary>
    public static bool Meets(StepKind kind, StepKind other) =>
        kind == other || Is(kind, other) || Is(other, kind);

    private static bool Is(StepKind one, StepKind other) =>
        one == StepKind.Restricted && other is StepKind.Throttled or StepKind.Charged;

    private void OfLadder(TypedClause clause, Part ladder)
    {
        var before = new List<StepKind>();
        foreach (var step in ladder.List<Part>("steps").Where(step => step.Has("to")))
        {
            OfPlace(clause, step, before);
            OfStep(clause, step);
            before.Add(step.Get<StepKind>("to"));
        }
        if (ladder.Has("falls-back-after") && ladder.Get<decimal>("falls-back-after") == 0)
            Say(
                clause,
                ladder,
                "falls-back-after",
                "after no cycle at all",
                "leave it out for never"
            );
        if (ladder.Find<Part>("appeal") is { } appeal)
            OfAppeal(clause, appeal);
    }

    private void OfPlace(TypedClause clause, Part step, List<StepKind> before)
    {
        var kind = step.Get<StepKind>("to");
        if (before.Contains(kind))
            Say(clause, step, "to", $"the ladder has a step to `{Word(kind)}` already");
        else if (before.Exists(other => Meets(kind, other)))
            Say(
                clause,
                step,
                "to",
                "`restricted` is both `throttled` and `charged`, and stands beside neither"
            );
        else if (before.Exists(other => Height(other) > Height(kind)))
            Say(
                clause,
                step,
                "to",
                $"`{Word(kind)}` stands above `{Word(before.MaxBy(Height))}`",
                "write the steps from low to high"
            );
        var needs = step.Get("needs", StepKind.Good);
        if (needs != StepKind.Good && !before.Exists(other => Meets(needs, other)))
            Say(
                clause,
                step,
                "needs",
                $"no step before this one leads to `{Word(needs)}`",
                before.Count == 0
                    ? "leave `needs` out"
                    : $"before it stand {string.Join(", ", before.Select(each => $"`{Word(each)}`"))}"
            );
    }

    private void OfStep(TypedClause clause, Part step)
    {
        var kind = step.Get<StepKind>("to");
        if (step.Get("by", false) && kind > StepKind.Warned)
            Say(
                clause,
                step,
                "by",
                $"a person decides on `{Word(kind)}`",
                "`anyone` may advise and warn"
            );
        if (step.Find<Span>("lasts") is { Ticks: 0 })
            Say(clause, step, "lasts", "a step that lapses lasts for some time");
        if (kind == StepKind.Terminated)
            OfTermination(clause, step);
    }

    private void OfTermination(TypedClause clause, Part step)
    {
        if ((step.Find<Span>("notice")?.Ticks ?? 0) < Floor.Ticks)
            Say(
                clause,
                step,
                "notice",
                $"a contract ends {FloorInWords} after its notice at the soonest",
                $"write `notice: {FloorInWords}` or more"
            );
        if (step.Has("lasts"))
            Say(clause, step, "lasts", "an end does not lapse", "leave `lasts` out");
        if (step.Get("approval", Approval.ByKind) == Approval.None)
            Say(
                clause,
                step,
                "approval",
                "a second person approves the end of a contract",
                "leave `approval` out"
            );
    }

    private void OfAppeal(TypedClause clause, Part appeal)
    {
        if (
            appeal.Find<Span>("within") is { } within
            && within.Months < LeastMonths
            && within.Ticks < Floor.Ticks
        )
            Say(clause, appeal, "within", $"an appeal may be opened for {FloorInWords} at least");
        if (
            appeal.Find<Span>("decided-within") is { } decided
            && (decided.Ticks > Floor.Ticks || decided.Ticks == 0)
        )
            Say(
                clause,
                appeal,
                "decided-within",
                $"an appeal is decided within {FloorInWords} at most"
            );
    }

    private void OfDuty(TypedClause clause, Part duty)
    {
        if (!duty.Has("steps"))
            return;
        if (duty.Find<string>("of") == "customer")
            Say(clause, duty, "steps", "the vendor takes the steps", "leave `steps` out");
        else if (duty.Find<Span>("before") is not { } before)
            Say(clause, duty, "steps", "there is no `before` that their notices could keep");
        else
            foreach (var kind in duty.List<StepKind>("steps"))
                OfPromise(clause, duty, kind, Ticks(before));
    }

    private void OfPromise(TypedClause clause, Part duty, StepKind kind, long before)
    {
        var steps = Policy
            .Parts("ladder")
            .SelectMany(each => each.Part.List<Part>("steps"))
            .Where(step => step.Has("to") && Meets(step.Get<StepKind>("to"), kind))
            .ToList();
        if (steps.Count == 0)
            Say(clause, duty, "steps", $"no ladder has a step to `{Word(kind)}`");
        foreach (var step in steps.Where(step => (step.Find<Span>("notice")?.Ticks ?? 0) < before))
            Say(
                clause,
                duty,
                "before",
                $"the step to `{Word(step.Get<StepKind>("to"))}` has a shorter notice than this promises",
                $"see line {step.At("notice").Line}"
            );
    }

    private static long Ticks(Span span) =>
        span.Months > 0 ? TimeSpan.FromDays(span.Months * LongestMonth).Ticks : span.Ticks;

    private static string Word(StepKind kind) => kind.ToString().ToLowerInvariant();
}
