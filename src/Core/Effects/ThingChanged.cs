using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Effects;

/// <summary>A stored thing came into another state by itself, or into quarantine or out of it.</summary>
/// <param name="Time">When.</param>
/// <param name="Account">The account.</param>
/// <param name="Thing">Its name.</param>
/// <param name="State">The state it came into.</param>
/// <param name="Cited">The clause.</param>
/// <param name="By">Who or what changed it: a person, <c>rule</c> or <c>time</c>.</param>
public sealed record ThingChanged(
    Moment Time,
    AccountId Account,
    string Thing,
    ThingState State,
    Citation Cited,
    string By
) : Effect(Time, Account);
