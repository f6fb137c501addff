using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Effects;

/// <summary>An act of a person whose conditions did not hold: it has no effect.</summary>
/// <param name="Time">When.</param>
/// <param name="Account">The account.</param>
/// <param name="Id">The id of its event.</param>
/// <param name="Unmet">Every condition that failed.</param>
public sealed record ActUnmet(Moment Time, AccountId Account, string Id, Unmet Unmet)
    : Effect(Time, Account);
