using Evenhand.Core.Effects;
using static Evenhand.Core.Effects.NamedFigure;

namespace Evenhand.Wording;

/// <summary>The sentence that says what the core found.</summary>
public static class Sentence
{
    /// <summary>For the person who asked.</summary>
    public static string Of(Reason reason) => Of(reason.Facts, reason.Cited);

    /// <summary>For the account.</summary>
    public static string Of(Notice notice) => Of(notice.Facts, notice.Cited);

    /// <summary>For the person who judges.</summary>
    public static string Of(Case opened) => Of(opened.Facts, opened.Cited);

    /// <summary>For the account, in the reasons of a step.</summary>
    public static string Of(GroundCase its) => Of(its.Facts, its.Cited);

    private static string Of(Facts facts, Citation cited) =>
        facts.Kind switch
        {
            FactKind.OverLimit => $"{UsedOf(facts[Used], facts[Limit])}; this would be more.",
            FactKind.OverRatio =>
                $"With this it would be {Amount.Share(facts[Used].Value)}; the limit is {Amount.Share(facts[Limit].Value)}.",
            FactKind.TooFast =>
                $"Only {Amount.Of(facts[Left])} of {Amount.Of(facts[Limit])} {Amount.Is(facts[Left])} left; {Back(facts[PerSecond])} each second.",
            FactKind.TooManyAtOnce =>
                $"{Amount.Number(facts[Used].Value)} {Amount.Is(facts[Used])} going on, and at most {Amount.Of(facts[Limit])} may at once.",
            FactKind.OwnLimitReached =>
                $"The limit of {Amount.Of(facts[Limit])} that you set is reached.",
            FactKind.Paused => "This automation is paused until it is resumed.",
            FactKind.NoBalance =>
                $"The prepaid balance is {Amount.Of(facts[Left])}; top it up first.",
            FactKind.TooMuch =>
                $"{facts[Field].Value}: {Amount.Of(facts[Said])}, and at most {Amount.Of(facts[Limit])} {Amount.Is(facts[Limit])} taken.",
            FactKind.TooLarge =>
                $"{Amount.Of(facts[Said])} is more than {Amount.Of(facts[Limit])}, whichever way it is turned.",
            FactKind.BeginsOtherwise =>
                $"{facts[Field].Value} {facts[Said].Value} begins with none of {facts[Prefixes].Value}.",
            FactKind.Ruled => facts[Text].Value,
            FactKind.ShareUsed => Share(facts),
            FactKind.AutomationsPaused => Automations(facts[Count]),
            FactKind.CycleTotal =>
                $"In the cycle from {facts[Cycle].Value}: {Amount.Of(facts[Counted])} counted, {Amount.Of(facts[Included])} included.",
            FactKind.CycleCorrected => Corrected(facts),
            FactKind.StepsPassed =>
                $"{Share(facts)} That is {Amount.Of(facts[Count].Value, "step", "steps")} of {Amount.Of(facts[Step])} % since the last notice.",
            FactKind.ExportTooLate => $"An export could be asked for until {facts[Until].Value}.",
            FactKind.ExportBegun =>
                $"An export of {Amount.Of(facts[Count].Value, "thing", "things")} was asked for; each counts one use.",
            FactKind.Excess =>
                $"{cited.Title}: {Excess(facts)}, {(IsReached(facts) ? "as many as open a case" : "more than the policy takes for fair")}.",
            FactKind.Untypical =>
                $"{cited.Title}: {Amount.Of(facts[Said])} in the cycle, and {Amount.Of(facts[Median])} in the middle of {Amount.Of(facts[Accounts].Value, "account", "accounts")}.",
            FactKind.Accepted =>
                $"You went on using the service ({facts[Act].Value}), so version {facts[Text].Value} holds for you.",
            FactKind.Amended => AmendedSentence.Of(facts),
            FactKind.RepeatedExcess => $"{facts[Title].Value}: exceeded {Times(facts)}.",
            FactKind.Report => $"Reported by {facts[By].Value}: {facts[About].Value}",
            FactKind.Throttled =>
                $"{UsedOf(facts[Used], facts[Limit])}; while you are slowed down, no more is let through.",
            FactKind.Suspended => $"This is suspended: {cited.Title}.",
            FactKind.InQuarantine =>
                "This is in quarantine after a report, until a person has decided.",
            FactKind.IsKept => "This is kept: it can be neither deleted nor moved for now.",
            FactKind.PromiseBroken =>
                $"{facts[Thing].Value} was promised until {facts[Until].Value} and is not there yet. This retrieval ({facts[Retrieval].Value}) does not count.",
            FactKind.StepAnnounced => Announced(facts),
            FactKind.StepChanged => $"The step \"{facts[To].Value}\" {Became(facts[State])}.",
            FactKind.ReadingNeeded =>
                "The policy can be read in more than one way here; it needs a reading.",
            FactKind.ReinstatementNeeded =>
                "The end of the contract was taken back on appeal; the account is to be opened anew.",
            _ => throw new InvalidOperationException($"facts of no known kind: {facts.Kind}"),
        };

    private static bool IsReached(Facts facts) =>
        facts.Find(Used) is { } used && facts.Find(Limit) is { } limit && used.Value == limit.Value;

    private static string Announced(Facts facts)
    {
        var until = facts.Find(Until) is { } end ? $", until {end.Value}" : "";
        if (facts.Find(State) is not null)
            return $"The step \"{facts[To].Value}\" is in force at once{until}. You can appeal.";
        var when = facts.Find(Days) is { Value: not "0" } days
            ? $"{Amount.Of(days.Value, "day", "days")} after this reaches you"
            : "when this reaches you";
        return $"The step \"{facts[To].Value}\" is announced: it comes into force {when}{until}. You can appeal.";
    }

    private static string Became(NamedFigure state) =>
        state.Value switch
        {
            "in-force" => "is in force",
            "lapsed" => "has lapsed",
            _ => $"is {state.Value}",
        };

    private static string UsedOf(NamedFigure used, NamedFigure limit) =>
        $"{Amount.Number(used.Value)} of {Amount.Of(limit)} {Amount.Is(used)} used";

    private static string Back(NamedFigure perSecond) =>
        $"{Amount.Of(perSecond)} {(perSecond.Value == "1" ? "comes" : "come")} back";

    private static string Automations(NamedFigure count) =>
        Amount.Of(
            count.Value,
            "automation is paused until you resume it.",
            "automations are paused until you resume them."
        );

    private static string Share(Facts facts) =>
        $"{Amount.Of(facts[Percent])} % of the included {Amount.Of(facts[Included])} are used: {Amount.Of(facts[Used])}.";

    private static string Corrected(Facts facts)
    {
        var now =
            $"Corrected for the cycle from {facts[Cycle].Value}: {Amount.Of(facts[Counted])} counted, {Amount.Of(facts[Included])} included";
        return facts.Find(CountedBefore) is { } counted
            ? $"{now}. Told before: {Amount.Of(counted)} counted, {Amount.Of(facts[IncludedBefore])} included."
            : $"{now}.";
    }

    private static string Excess(Facts facts) =>
        facts.Find(Ratio) is { } ratio
            ? $"{Amount.Share(ratio.Value)}, where the limit is {Amount.Share(facts[Limit].Value)}"
        : facts.Find(Average) is { } average
            ? $"{Amount.Of(average)} on average, where the limit is {Amount.Of(facts[Limit])}"
        : $"{Amount.Of(facts[Used])}, where the limit is {Amount.Of(facts[Limit])}";

    private static string Times(Facts facts) =>
        facts.Find(Days) is { } days
            ? $"on {Amount.Of(days.Value, "day", "days")}"
            : $"in {Amount.Of(facts[Cycles].Value, "cycle", "cycles")}";
}
