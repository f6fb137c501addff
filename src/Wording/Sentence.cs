using System.Collections.Immutable;
using Evenhand.Core.Effects;
using Evenhand.Languages;
using static Evenhand.Core.Effects.NamedFigure;

namespace Evenhand.Wording;

/// <summary>The sentence that says what the core found.</summary>
public static class Sentence
{
    /// <summary>For the person who asked.</summary>
    public static string Of(Reason reason) => Of(reason, Language.English);

    /// <summary>The same in a language.</summary>
    public static string Of(Reason reason, Language say) => Of(reason.Facts, reason.Cited, say);

    /// <summary>For the account.</summary>
    public static string Of(Notice notice) => Of(notice, Language.English);

    /// <summary>The same in a language.</summary>
    public static string Of(Notice notice, Language say) => Of(notice.Facts, notice.Cited, say);

    /// <summary>For the person who judges.</summary>
    public static string Of(Case opened) => Of(opened, Language.English);

    /// <summary>The same in a language.</summary>
    public static string Of(Case opened, Language say) => Of(opened.Facts, opened.Cited, say);

    /// <summary>For the account, in the reasons of a step.</summary>
    public static string Of(GroundCase its) => Of(its, Language.English);

    /// <summary>The same in a language.</summary>
    public static string Of(GroundCase its, Language say) => Of(its.Facts, its.Cited, say);

    private static string Of(Facts facts, Citation cited, Language say) =>
        facts.Kind switch
        {
            FactKind.OverLimit => say["{0}; this would be more.", UsedOf(facts, say)],
            FactKind.OverRatio => say[
                "With this it would be {0}; the limit is {1}.",
                Amount.Share(facts[Used].Value, say),
                Amount.Share(facts[Limit].Value, say)
            ],
            FactKind.TooFast => $"{LeftOf(facts, say)}; {Back(facts[PerSecond], say)}",
            FactKind.TooManyAtOnce => say.Count(
                facts[Used].Value,
                "{0} is going on, and at most {1} may at once.|{0} are going on, and at most {1} may at once.",
                Amount.Of(facts[Limit], say)
            ),
            FactKind.OwnLimitReached => say[
                "The limit of {0} that you set is reached.",
                Amount.Of(facts[Limit], say)
            ],
            FactKind.Paused => say["This automation is paused until it is resumed."],
            FactKind.NoBalance => say[
                "The prepaid balance is {0}; top it up first.",
                Amount.Of(facts[Left], say)
            ],
            FactKind.TooMuch => say.Count(
                facts[Limit].Value,
                "{1}: {2}, and at most {3} is taken.|{1}: {2}, and at most {3} are taken.",
                facts[Field].Value,
                Amount.Of(facts[Said], say),
                Amount.Of(facts[Limit], say)
            ),
            FactKind.TooLarge => say[
                "{0} is more than {1}, whichever way it is turned.",
                Amount.Of(facts[Said], say),
                Amount.Of(facts[Limit], say)
            ],
            FactKind.BeginsOtherwise => say[
                "{0} {1} begins with none of {2}.",
                facts[Field].Value,
                facts[Said].Value,
                facts[Prefixes].Value
            ],
            FactKind.Ruled => facts[Text].Value,
            FactKind.ShareUsed => Share(facts, say),
            FactKind.AutomationsPaused => Automations(facts[Count], say),
            FactKind.CycleTotal => say[
                "In the cycle from {0}: {1} counted, {2} included.",
                facts[Cycle].Value,
                Amount.Of(facts[Counted], say),
                Amount.Of(facts[Included], say)
            ],
            FactKind.CycleCorrected => Corrected(facts, say),
            FactKind.StepsPassed => $"{Share(facts, say)} {Passed(facts, say)}",
            FactKind.ExportTooLate => say[
                "An export could be asked for until {0}.",
                facts[Until].Value
            ],
            FactKind.ExportBegun => say.Count(
                facts[Count].Value,
                "An export of {0} thing was asked for; each counts one use.|An export of {0} things was asked for; each counts one use."
            ),
            FactKind.Excess => IsReached(facts)
                ? say["{0}: {1}, as many as open a case.", cited.Title, Excess(facts, say)]
                : say[
                    "{0}: {1}, more than the policy takes for fair.",
                    cited.Title,
                    Excess(facts, say)
                ],
            FactKind.Untypical => say.Count(
                facts[Accounts].Value,
                "{1}: {2} in the cycle, and {3} in the middle of {0} account.|{1}: {2} in the cycle, and {3} in the middle of {0} accounts.",
                cited.Title,
                Amount.Of(facts[Said], say),
                Amount.Of(facts[Median], say)
            ),
            FactKind.Accepted => say[
                "You went on using the service ({0}), so version {1} holds for you.",
                facts[Act].Value,
                facts[Text].Value
            ],
            FactKind.Amended => AmendedSentence.Of(facts, say),
            FactKind.RepeatedExcess => Times(facts, say),
            FactKind.Report => say["Reported by {0}: {1}", facts[By].Value, facts[About].Value],
            FactKind.Throttled => say[
                "{0}; while you are slowed down, no more is let through.",
                UsedOf(facts, say)
            ],
            FactKind.Suspended => say["This is suspended: {0}.", cited.Title],
            FactKind.InQuarantine => say[
                "This is in quarantine after a report, until a person has decided."
            ],
            FactKind.IsKept => say["This is kept: it can be neither deleted nor moved for now."],
            FactKind.PromiseBroken => say[
                "{0} was promised until {1} and is not there yet. This retrieval ({2}) does not count.",
                facts[Thing].Value,
                facts[Until].Value,
                facts[Retrieval].Value
            ],
            FactKind.StepAnnounced => Announced(facts, say),
            FactKind.StepChanged => Became(facts[To].Value, facts[State].Value, say),
            FactKind.ReadingNeeded => say[
                "The policy can be read in more than one way here; it needs a reading."
            ],
            FactKind.ReinstatementNeeded => say[
                "The end of the contract was taken back on appeal; the account is to be opened anew."
            ],
            _ => throw new InvalidOperationException($"facts of no known kind: {facts.Kind}"),
        };

    private static bool IsReached(Facts facts) =>
        facts.Find(Used) is { } used && facts.Find(Limit) is { } limit && used.Value == limit.Value;

    private static string Announced(Facts facts, Language say)
    {
        var to = WordOf(facts[To].Value, say);
        var until = facts.Find(Until) is { } end ? say[", until {0}", end.Value] : "";
        if (facts.Find(State) is not null)
            return say["The step \"{0}\" is in force at once{1}. You can appeal.", to, until];
        return facts.Find(Days) is { Value: not "0" } days
            ? say.Count(
                days.Value,
                "The step \"{1}\" is announced: it comes into force {0} day after this reaches you{2}. You can appeal.|The step \"{1}\" is announced: it comes into force {0} days after this reaches you{2}. You can appeal.",
                to,
                until
            )
            : say[
                "The step \"{0}\" is announced: it comes into force when this reaches you{1}. You can appeal.",
                to,
                until
            ];
    }

    private static string Became(string to, string state, Language say) =>
        state switch
        {
            "in-force" => say["The step \"{0}\" is in force.", WordOf(to, say)],
            "lapsed" => say["The step \"{0}\" has lapsed.", WordOf(to, say)],
            _ => say["The step \"{0}\" is {1}.", WordOf(to, say), say[state]],
        };

    /// <summary>What a step is called: its word of the policy's language, which English readers know.</summary>
    public static string WordOf(string step, Language say) => say[step];

    /// <summary>The words of steps and states, for the files of languages.</summary>
    public static ImmutableArray<string> Steps { get; } =
    [
        Language.Key("advised"),
        Language.Key("warned"),
        Language.Key("throttled"),
        Language.Key("charged"),
        Language.Key("suspended"),
        Language.Key("terminated"),
        Language.Key("lifted"),
        Language.Key("withdrawn"),
        Language.Key("reversed"),
    ];

    private static string UsedOf(Facts facts, Language say) =>
        say.Count(
            facts[Used].Value,
            "{0} of {1} is used|{0} of {1} are used",
            Amount.Of(facts[Limit], say)
        );

    private static string LeftOf(Facts facts, Language say) =>
        say.Count(
            facts[Left].Value,
            "Only {1} of {2} is left|Only {1} of {2} are left",
            Amount.Of(facts[Left], say),
            Amount.Of(facts[Limit], say)
        );

    private static string Back(NamedFigure perSecond, Language say) =>
        say.Count(
            perSecond.Value,
            "{1} comes back each second.|{1} come back each second.",
            Amount.Of(perSecond, say)
        );

    private static string Automations(NamedFigure count, Language say) =>
        say.Count(
            count.Value,
            "{0} automation is paused until you resume it.|{0} automations are paused until you resume them."
        );

    private static string Share(Facts facts, Language say) =>
        say[
            "{0} % of the included {1} are used: {2}.",
            Amount.Of(facts[Percent], say),
            Amount.Of(facts[Included], say),
            Amount.Of(facts[Used], say)
        ];

    private static string Passed(Facts facts, Language say) =>
        say.Count(
            facts[Count].Value,
            "That is {0} step of {1} % since the last notice.|That is {0} steps of {1} % since the last notice.",
            Amount.Of(facts[Step], say)
        );

    private static string Corrected(Facts facts, Language say)
    {
        var now = say[
            "Corrected for the cycle from {0}: {1} counted, {2} included",
            facts[Cycle].Value,
            Amount.Of(facts[Counted], say),
            Amount.Of(facts[Included], say)
        ];
        return facts.Find(CountedBefore) is { } counted
            ? say[
                "{0}. Told before: {1} counted, {2} included.",
                now,
                Amount.Of(counted, say),
                Amount.Of(facts[IncludedBefore], say)
            ]
            : $"{now}.";
    }

    private static string Excess(Facts facts, Language say) =>
        facts.Find(Ratio) is { } ratio
            ? say[
                "{0}, where the limit is {1}",
                Amount.Share(ratio.Value, say),
                Amount.Share(facts[Limit].Value, say)
            ]
        : facts.Find(Average) is { } average
            ? say[
                "{0} on average, where the limit is {1}",
                Amount.Of(average, say),
                Amount.Of(facts[Limit], say)
            ]
        : say[
            "{0}, where the limit is {1}",
            Amount.Of(facts[Used], say),
            Amount.Of(facts[Limit], say)
        ];

    private static string Times(Facts facts, Language say) =>
        facts.Find(Days) is { } days
            ? say.Count(
                days.Value,
                "{1}: exceeded on {0} day.|{1}: exceeded on {0} days.",
                facts[Title].Value
            )
            : say.Count(
                facts[Cycles].Value,
                "{1}: exceeded in {0} cycle.|{1}: exceeded in {0} cycles.",
                facts[Title].Value
            );
}
