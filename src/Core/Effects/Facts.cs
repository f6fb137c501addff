using System.Collections.Immutable;

namespace Evenhand.Core.Effects;

/// <summary>What is the case, without a word of how it is put: <c>src/Wording</c> makes the sentence.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Figures">The figures behind it, each once, in the order in which evidence lists them.</param>
public sealed record Facts(FactKind Kind, ImmutableArray<NamedFigure> Figures)
{
    /// <summary>A figure that facts of this kind have.</summary>
    public NamedFigure this[string name] =>
        Find(name) ?? throw new InvalidOperationException($"{Kind} without a figure {name}");

    /// <summary>A figure; null where there is none of that name.</summary>
    public NamedFigure? Find(string name)
    {
        foreach (var figure in Figures)
            if (figure.Name == name)
                return figure;
        return null;
    }

    /// <summary>The unit of the figures, singular; null where they have none.</summary>
    public string? Unit
    {
        get
        {
            foreach (var figure in Figures)
                if (figure.Unit.Length > 0)
                    return figure.Unit;
            return null;
        }
    }
}

/// <summary>A named value.</summary>
/// <param name="Name">Its name, one of the constants here.</param>
/// <param name="Value">A decimal in plain notation, exact where it terminates; or a text.</param>
/// <param name="Unit">Its unit, singular; empty where it has none.</param>
/// <param name="Units">The plural of the unit.</param>
public readonly record struct NamedFigure(
    string Name,
    string Value,
    string Unit = "",
    string Units = ""
)
{
    /// <summary>The name of the meter.</summary>
    public const string Meter = "meter";

    /// <summary>What is used so far; of a ratio what it would be.</summary>
    public const string Used = "used";

    /// <summary>What is not to be passed.</summary>
    public const string Limit = "limit";

    /// <summary>What is included.</summary>
    public const string Included = "included";

    /// <summary>The mean over the cycles or days that are averaged.</summary>
    public const string Average = "average";

    /// <summary>Whose excess it is, where a limit goes by a key.</summary>
    public const string Of = "of";

    /// <summary>The part of a ratio.</summary>
    public const string Part = "part";

    /// <summary>The whole of a ratio.</summary>
    public const string Whole = "whole";

    /// <summary>A part by its whole.</summary>
    public const string Ratio = "ratio";

    /// <summary>What is left.</summary>
    public const string Left = "left";

    /// <summary>How much comes back in a second.</summary>
    public const string PerSecond = "per_second";

    /// <summary>The type of an act.</summary>
    public const string Act = "act";

    /// <summary>A field of an act.</summary>
    public const string Field = "field";

    /// <summary>What the field says.</summary>
    public const string Said = "value";

    /// <summary>What it may begin with, separated by a comma and a space.</summary>
    public const string Prefixes = "prefixes";

    /// <summary>What a policy says in its own words.</summary>
    public const string Text = "text";

    /// <summary>Hundredths of what is included.</summary>
    public const string Percent = "percent";

    /// <summary>What was counted.</summary>
    public const string Counted = "counted";

    /// <summary>The first day of a cycle.</summary>
    public const string Cycle = "cycle";

    /// <summary>An instant until which something could be done.</summary>
    public const string Until = "until";

    /// <summary>How many.</summary>
    public const string Count = "count";

    /// <summary>The step in hundredths that was passed beyond what is included.</summary>
    public const string Step = "step";

    /// <summary>What was told to be counted before.</summary>
    public const string CountedBefore = "counted_before";

    /// <summary>What was told to be included before.</summary>
    public const string IncludedBefore = "included_before";

    /// <summary>The slug of a clause that was exceeded.</summary>
    public const string Clause = "clause";

    /// <summary>The title of that clause.</summary>
    public const string Title = "title";

    /// <summary>In how many days.</summary>
    public const string Days = "days";

    /// <summary>In how many cycles.</summary>
    public const string Cycles = "cycles";

    /// <summary>Who reported it.</summary>
    public const string By = "by";

    /// <summary>What the report says.</summary>
    public const string About = "about";
}

/// <summary>
/// The kinds of facts. Those that stand against an act come first, in the order of their precedence: of several reasons of one
/// clause, that which stands first here is told first. Numbers stand in snapshots: their format is raised with a change.
/// </summary>
public enum FactKind
{
    // Why the gate denies or warns.
    /// <summary>An act would pass a limit.</summary>
    OverLimit,

    /// <summary>An act would bring a ratio beyond a limit.</summary>
    OverRatio,

    /// <summary>A bucket holds less than an act takes.</summary>
    TooFast,

    /// <summary>A field of an act has more than it may.</summary>
    TooMuch,

    /// <summary>Sizes of an act do not fit.</summary>
    TooLarge,

    /// <summary>A field of an act begins otherwise than it may.</summary>
    BeginsOtherwise,

    /// <summary>A policy says so, in its own words.</summary>
    Ruled,

    /// <summary>The customer's own limit is reached.</summary>
    OwnLimitReached,

    /// <summary>The automation that acts is paused.</summary>
    Paused,

    /// <summary>The wallet is empty.</summary>
    NoBalance,

    // What an account is told, and what a case is about.
    /// <summary>A share of what is included is used.</summary>
    ShareUsed,

    /// <summary>Automations were paused.</summary>
    AutomationsPaused,

    /// <summary>What a cycle came to.</summary>
    CycleTotal,

    /// <summary>An export was asked for too late.</summary>
    ExportTooLate,

    /// <summary>An export was asked for.</summary>
    ExportBegun,

    /// <summary>More was used than a policy takes for fair.</summary>
    Excess,

    /// <summary>A limit was passed again and again.</summary>
    RepeatedExcess,

    /// <summary>Somebody reported something.</summary>
    Report,

    /// <summary>Several steps beyond what is included were passed.</summary>
    StepsPassed,

    /// <summary>What a cycle came to, where it was told otherwise before.</summary>
    CycleCorrected,
}
