using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Effects;

/// <summary>One clause behind a decision.</summary>
/// <param name="Outcome">What it says by itself.</param>
/// <param name="Cited">The clause.</param>
/// <param name="Facts">What stands against the act; its limit and what is used are in the unit of the clause.</param>
public sealed record Reason(Outcome Outcome, Citation Cited, Facts Facts)
{
    /// <summary>The clause.</summary>
    public ClauseId Clause => Cited.Clause;

    /// <summary>The figure that is not to be passed, in the unit of the clause; null where there is none.</summary>
    public string? Limit => Facts.Find(NamedFigure.Limit)?.Value;

    /// <summary>What is used so far, in the same unit.</summary>
    public string? Used => Facts.Find(NamedFigure.Used)?.Value;

    /// <summary>When the count starts afresh.</summary>
    public Moment? Resets { get; init; }

    /// <summary>The id of the step of the ladder behind it; null where there is none.</summary>
    public string? Step { get; init; }

    /// <summary>When asking again may help.</summary>
    public Moment? RetryAt { get; init; }
}
