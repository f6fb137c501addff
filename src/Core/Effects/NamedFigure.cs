namespace Evenhand.Core.Effects;

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

    /// <summary>What the field says; what was used, where that is compared with others.</summary>
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

    /// <summary>The median of the others and the account itself.</summary>
    public const string Median = "median";

    /// <summary>How many accounts are compared.</summary>
    public const string Accounts = "accounts";

    /// <summary>At and below it nothing is judged.</summary>
    public const string Floor = "floor";

    /// <summary>The state of a step.</summary>
    public const string State = "state";

    /// <summary>The name of a stored thing.</summary>
    public const string Thing = "object";

    /// <summary>The id of a retrieval.</summary>
    public const string Retrieval = "retrieval";

    /// <summary>What a step does.</summary>
    public const string To = "to";

    /// <summary>When a version takes effect.</summary>
    public const string Effective = "effective";

    /// <summary>Clauses that change for the worse.</summary>
    public const string Adverse = "adverse";

    /// <summary>Clauses that change for the better.</summary>
    public const string Favourable = "favourable";

    /// <summary>Clauses that change in words only.</summary>
    public const string Worded = "worded";

    /// <summary>Clauses that change in a way that nobody can weigh.</summary>
    public const string Otherwise = "otherwise";

    /// <summary>What is owed.</summary>
    public const string Due = "due";

    /// <summary>What would be owed under another version.</summary>
    public const string DueOther = "due_other";

    /// <summary>What waits for a person.</summary>
    public const string Proposed = "proposed";

    /// <summary>What would wait for a person under another version.</summary>
    public const string ProposedOther = "proposed_other";

    /// <summary>Acts that would be denied under another version.</summary>
    public const string Denied = "denied";

    /// <summary>Acts that would not be denied any more under another version.</summary>
    public const string Passed = "passed";
}
