using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Effects;

/// <summary>An appeal was opened, or decided.</summary>
/// <param name="Time">When.</param>
/// <param name="Account">The account.</param>
/// <param name="Appeal">Its id.</param>
/// <param name="Against">What it challenges.</param>
/// <param name="Outcome">What was decided; null while it is open.</param>
/// <param name="By">Who decided it; null while it is open.</param>
public sealed record AppealChanged(
    Moment Time,
    AccountId Account,
    string Appeal,
    Challenged Against,
    Verdict? Outcome,
    string? By
) : Effect(Time, Account);
