using System.Collections.Immutable;
using System.Globalization;
using Evenhand.Core.Effects;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Wording;

/// <summary>The sentences of a statement of reasons: what a step means, from and until when, and why nothing milder.</summary>
public static class ReasonsSentence
{
    /// <summary>What the step does.</summary>
    public static IEnumerable<string> Measure(StepGrounds its)
    {
        yield return its.To switch
        {
            StepKind.Advised =>
                "You are advised of what is said below. Nothing is restricted, and nothing is charged.",
            StepKind.Warned =>
                "You are warned. Nothing is restricted by it, and nothing is charged.",
            StepKind.Throttled => Throttled(its.Scope.Throttles),
            StepKind.Charged => Charged(its.Scope.Price!),
            StepKind.Suspended => Suspended(its.Scope.Suspends),
            StepKind.Terminated => "When it comes into force, the contract ends.",
            _ => throw new InvalidOperationException($"no step leads to {its.To}"),
        };
        if (its.Terms.IsBrake)
            yield return "It is a brake: it holds at once, to keep harm away, and somebody else looks at it within a day.";
        if (its.Deeds.Any(deed => deed.What == StepDeedKind.Changed))
            yield return "It takes the place of a higher step, which was taken back on your appeal.";
    }

    /// <summary>From when on it holds.</summary>
    public static string From(StepTerms terms) =>
        terms.IsInForce ? $"It is in force since {When.Of(terms.Announced)}."
        : terms.Notice == TimeSpan.Zero ? "It comes into force when its notice reaches you."
        : $"It comes into force {When.Of(terms.Notice)} after its notice has reached you. An appeal stops that time until it is decided.";

    /// <summary>Until when it holds.</summary>
    public static IEnumerable<string> Until(StepGrounds its)
    {
        var terms = its.Terms;
        if (terms.IsBrake)
            yield return $"It ends at {When.Of(terms.Lapses)}, unless a second person keeps it; kept, it holds until it is lifted.";
        else if (!terms.IsInForce && terms.Lapses < Moment.Never)
            yield return $"If its notice has not reached you before {When.Of(terms.Lapses)}, it lapses.";
        if (terms.Until < Moment.Never)
            yield return $"It ends at {When.Of(terms.Until)}, whatever has become of it.";
        if (terms.Lasts > TimeSpan.Zero)
            yield return $"It ends {When.Of(terms.Lasts)} after it came into force.";
        if (its.To == StepKind.Terminated)
            yield return "Once it is in force it has no end.";
        else if (!terms.IsBrake && terms.Until == Moment.Never && terms.Lasts == TimeSpan.Zero)
            yield return "Once it is in force no end is set beforehand; what lifts it is said below.";
    }

    /// <summary>What the figures of a case are taken from.</summary>
    public static string Sample(GroundCase its) =>
        its.Facts.Kind switch
        {
            FactKind.Report => "One report, as it was filed.",
            FactKind.Untypical =>
                $"What you used in the whole cycle, beside {Amount.Of(its.Facts[NamedFigure.Accounts].Value, "account", "accounts")} under the same policy, yours among them.",
            FactKind.RepeatedExcess =>
                "All events that had been reported when the case was opened; none was left out, and nothing was estimated.",
            _ =>
                "All events of the cycle that had been reported when the case was opened; none was left out, and nothing was estimated.",
        };

    /// <summary>Why a lower step was not taken instead.</summary>
    public static string Milder(MilderStep milder, StepGrounds its) =>
        milder.Tried is { } tried
            ? its.Cases.Any(each => each.Opened > milder.Since)
                ? $"It has been tried: {tried} came into force at {When.Of(milder.Since)}, and a case was opened after that."
                : $"It has been tried: {tried} came into force at {When.Of(milder.Since)}."
            : milder.Unmet == Unmet.Charge
                ? "The policy did not allow it: no clause that these cases are of has a figure beyond which can be charged."
                : milder.Unmet != Unmet.None
                    ? $"The policy did not allow it: {UnmetSentence.Of(milder.Unmet)}."
                    : milder.IsIdle
                        ? "It would change nothing: no clause that these cases are of has a figure to which a throttled account is held."
                        : "It was possible. Whoever decided holds that it does not suffice, for the reason that is given above.";

    /// <summary>What mends it.</summary>
    public static IEnumerable<string> Mends(StepGrounds its)
    {
        foreach (var each in its.Cases)
            yield return each.Facts.Kind == FactKind.Report
                ? $"Stop, or put right, what was reported under \u201c{each.Cited.Title}\u201d, and say so in your appeal or in a question."
                : $"Keep to \u201c{each.Facts.Find(NamedFigure.Title)?.Value ?? each.Cited.Title}\u201d. What you use, and how much of it is left, is listed among your allowances.";
        if (its.Cases.Any(each => each.Facts.Kind != FactKind.Report))
            yield return "If you need more than the figure, ask for an exception before you use it.";
    }

    /// <summary>What lifts it, and when.</summary>
    public static IEnumerable<string> Lifts(StepGrounds its)
    {
        var (terms, ends) = (its.Terms, its.To == StepKind.Terminated);
        if (!ends && !terms.IsBrake)
            yield return terms.FallsBackAfter > 0
                ? $"It lapses by itself, and you are in good standing again, after {Cycles(terms.FallsBackAfter)} without a case; the first that counts is the first that begins once the step is in force."
                : "It does not lapse by itself because no case is opened: this policy does not say so.";
        yield return ends
            ? "Whoever runs the service may withdraw it, with a reason, as long as it is not in force."
            : "Whoever runs the service may take it back at any time, with a reason.";
        if (!terms.IsInForce || !ends)
            yield return "It ends at the instant at which no finding carries it any more.";
        yield return "It is taken back if your appeal is upheld in your favour, or not decided in time.";
    }

    /// <summary>How it is appealed.</summary>
    /// <param name="its">The grounds.</param>
    public static IEnumerable<string> Appeal(StepGrounds its)
    {
        yield return $"You can appeal before {When.Of(its.Terms.AppealUntil)}, once, in your own words: by POST /v1/appeals with your account's own key, against {its.Step}.";
        yield return $"Somebody who had no hand in the step decides within {When.Of(its.Terms.DecidedWithin)}. If nobody does, the step is taken back by itself.";
        yield return its.Terms.IsInForce
            ? "The step stays in force until then."
            : "Until then a step that is announced does not come into force; one that is in force already stays so.";
    }

    private static string Throttled(ImmutableArray<ClauseId> clauses) =>
        clauses.IsEmpty
            ? "While it is in force your account is throttled; none of the clauses that its cases are of has a figure to which it is held, so nothing is denied."
            : $"While it is in force, acts beyond the figures of these clauses are denied: {string.Join(", ", clauses)}. Everything else goes on.";

    private static string Charged(ChargedPrice price) =>
        $"While it is in force, what goes beyond the figure of {price.Clause} is charged at {Plain(price.Amount)} {price.Currency} for {Amount.Number(Plain(price.Per))}, pro rata. What was used before is not charged by it.";

    private static string Suspended(ImmutableArray<string> acts) =>
        acts.IsEmpty
            ? "While it is in force, acts of your account that take something are denied. Reading, export, deletion, appeals and requests stay open, and what is reported still counts."
            : $"While it is in force these acts are denied: {string.Join(", ", acts)}. Everything else goes on.";

    private static string Cycles(int count) =>
        Amount.Of(
            count.ToString(CultureInfo.InvariantCulture),
            "whole billing cycle",
            "whole billing cycles"
        );

    private static string Plain(decimal value) =>
        value.ToString("G29", CultureInfo.InvariantCulture);
}
