using System.Collections.Immutable;
using System.Globalization;
using Evenhand.Core.Effects;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;
using Evenhand.Languages;

namespace Evenhand.Wording;

/// <summary>The sentences of a statement of reasons: what a step means, from and until when, and why nothing milder.</summary>
/// <param name="say">In which language.</param>
public sealed class ReasonsSentence(Language say)
{
    /// <summary>What the step does.</summary>
    public IEnumerable<string> Measure(StepGrounds its)
    {
        yield return its.To switch
        {
            StepKind.Advised => say[
                "You are advised of what is said below. Nothing is restricted, and nothing is charged."
            ],
            StepKind.Warned => say[
                "You are warned. Nothing is restricted by it, and nothing is charged."
            ],
            StepKind.Throttled => Throttled(its.Scope.Throttles),
            StepKind.Charged => Charged(its.Scope.Price!),
            StepKind.Suspended => Suspended(its.Scope.Suspends),
            StepKind.Terminated => say["When it comes into force, the contract ends."],
            _ => throw new InvalidOperationException($"no step leads to {its.To}"),
        };
        if (its.Terms.IsBrake)
            yield return say[
                "It is a brake: it holds at once, to keep harm away, and somebody else looks at it within a day."
            ];
        if (its.Deeds.Any(deed => deed.What == StepDeedKind.Changed))
            yield return say[
                "It takes the place of a higher step, which was taken back on your appeal."
            ];
    }

    /// <summary>From when on it holds.</summary>
    public string From(StepTerms terms) =>
        terms.IsInForce ? say["It is in force since {0}.", When.Of(terms.Announced, say)]
        : terms.Notice == TimeSpan.Zero ? say["It comes into force when its notice reaches you."]
        : say[
            "It comes into force {0} after its notice has reached you. An appeal stops that time until it is decided.",
            When.Of(terms.Notice, say)
        ];

    /// <summary>Until when it holds.</summary>
    public IEnumerable<string> Until(StepGrounds its)
    {
        var terms = its.Terms;
        if (terms.IsBrake)
            yield return say[
                "It ends at {0}, unless a second person keeps it; kept, it holds until it is lifted.",
                When.Of(terms.Lapses, say)
            ];
        else if (!terms.IsInForce && terms.Lapses < Moment.Never)
            yield return say[
                "If its notice has not reached you before {0}, it lapses.",
                When.Of(terms.Lapses, say)
            ];
        if (terms.Until < Moment.Never)
            yield return say[
                "It ends at {0}, whatever has become of it.",
                When.Of(terms.Until, say)
            ];
        if (terms.Lasts > TimeSpan.Zero)
            yield return say["It ends {0} after it came into force.", When.Of(terms.Lasts, say)];
        if (its.To == StepKind.Terminated)
            yield return say["Once it is in force it has no end."];
        else if (!terms.IsBrake && terms.Until == Moment.Never && terms.Lasts == TimeSpan.Zero)
            yield return say[
                "Once it is in force no end is set beforehand; what lifts it is said below."
            ];
    }

    /// <summary>What the figures of a case are taken from.</summary>
    public string Sample(GroundCase its) =>
        its.Facts.Kind switch
        {
            FactKind.Report => say["One report, as it was filed."],
            FactKind.Untypical => say.Count(
                its.Facts[NamedFigure.Accounts].Value,
                "What you used in the whole cycle, beside {0} account under the same policy, yours among them.|What you used in the whole cycle, beside {0} accounts under the same policy, yours among them."
            ),
            FactKind.RepeatedExcess => say[
                "All events that had been reported when the case was opened; none was left out, and nothing was estimated."
            ],
            _ => say[
                "All events of the cycle that had been reported when the case was opened; none was left out, and nothing was estimated."
            ],
        };

    /// <summary>Why a lower step was not taken instead.</summary>
    public string Milder(MilderStep milder, StepGrounds its) =>
        milder switch
        {
            { Tried: { } tried } when its.Cases.Any(each => each.Opened > milder.Since) => say[
                "It has been tried: {0} came into force at {1}, and a case was opened after that.",
                tried,
                When.Of(milder.Since, say)
            ],
            { Tried: { } tried } => say[
                "It has been tried: {0} came into force at {1}.",
                tried,
                When.Of(milder.Since, say)
            ],
            { Unmet: Unmet.Charge } => say[
                "The policy did not allow it: no clause that these cases are of has a figure beyond which can be charged."
            ],
            { Unmet: not Unmet.None } => say[
                "The policy did not allow it: {0}.",
                UnmetSentence.Of(milder.Unmet, say)
            ],
            { IsIdle: true } => say[
                "It would change nothing: no clause that these cases are of has a figure to which a throttled account is held."
            ],
            _ => say[
                "It was possible. Whoever decided holds that it does not suffice, for the reason that is given above."
            ],
        };

    /// <summary>What mends it.</summary>
    public IEnumerable<string> Mends(StepGrounds its)
    {
        foreach (var each in its.Cases)
            yield return each.Facts.Kind == FactKind.Report
                ? say[
                    "Stop, or put right, what was reported under \u201c{0}\u201d, and say so in your appeal or in a question.",
                    each.Cited.Title
                ]
                : say[
                    "Keep to \u201c{0}\u201d. What you use, and how much of it is left, is listed among your allowances.",
                    each.Facts.Find(NamedFigure.Title)?.Value ?? each.Cited.Title
                ];
        if (its.Cases.Any(each => each.Facts.Kind != FactKind.Report))
            yield return say[
                "If you need more than the figure, ask for an exception before you use it."
            ];
    }

    /// <summary>What lifts it, and when.</summary>
    public IEnumerable<string> Lifts(StepGrounds its)
    {
        var (terms, ends) = (its.Terms, its.To == StepKind.Terminated);
        if (!ends && !terms.IsBrake)
            yield return terms.FallsBackAfter > 0
                ? say.Count(
                    terms.FallsBackAfter,
                    "It lapses by itself, and you are in good standing again, after {0} whole billing cycle without a case; the first that counts is the first that begins once the step is in force.|It lapses by itself, and you are in good standing again, after {0} whole billing cycles without a case; the first that counts is the first that begins once the step is in force."
                )
                : say[
                    "It does not lapse by itself because no case is opened: this policy does not say so."
                ];
        yield return ends
            ? say[
                "Whoever runs the service may withdraw it, with a reason, as long as it is not in force."
            ]
            : say["Whoever runs the service may take it back at any time, with a reason."];
        if (!terms.IsInForce || !ends)
            yield return say["It ends at the instant at which no finding carries it any more."];
        yield return say[
            "It is taken back if your appeal is upheld in your favour, or not decided in time."
        ];
    }

    /// <summary>How it is appealed.</summary>
    /// <param name="its">The grounds.</param>
    public IEnumerable<string> Appeal(StepGrounds its)
    {
        yield return say[
            "You can appeal before {0}, once, in your own words: in the portal under \u201cTold and asked\u201d, or by POST /v1/appeals with your account's own key, against {1}.",
            When.Of(its.Terms.AppealUntil, say),
            its.Step
        ];
        yield return say[
            "Somebody who had no hand in the step decides within {0}. If nobody does, the step is taken back by itself.",
            When.Of(its.Terms.DecidedWithin, say)
        ];
        yield return its.Terms.IsInForce
            ? say["The step stays in force until then."]
            : say[
                "Until then a step that is announced does not come into force; one that is in force already stays so."
            ];
    }

    private string Throttled(ImmutableArray<ClauseId> clauses) =>
        clauses.IsEmpty
            ? say[
                "While it is in force your account is throttled; none of the clauses that its cases are of has a figure to which it is held, so nothing is denied."
            ]
            : say[
                "While it is in force, acts beyond the figures of these clauses are denied: {0}. Everything else goes on.",
                string.Join(", ", clauses)
            ];

    private string Charged(ChargedPrice price) =>
        say[
            "While it is in force, what goes beyond the figure of {0} is charged at {1} {2} for {3}, pro rata. What was used before is not charged by it.",
            price.Clause,
            say.Typed(Plain(price.Amount)),
            price.Currency,
            say.Number(Plain(price.Per))
        ];

    private string Suspended(ImmutableArray<string> acts) =>
        acts.IsEmpty
            ? say[
                "While it is in force, acts of your account that take something are denied. Reading, export, deletion, appeals and requests stay open, and what is reported still counts."
            ]
            : say[
                "While it is in force these acts are denied: {0}. Everything else goes on.",
                string.Join(", ", acts)
            ];

    private static string Plain(decimal value) =>
        value.ToString("G29", CultureInfo.InvariantCulture);
}
