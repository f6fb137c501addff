using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Effects;

/// <summary>A case came into another state.</summary>
/// <param name="Time">When.</param>
/// <param name="Account">The account.</param>
/// <param name="Case">Its id: the clause and the first local day of its cycle.</param>
/// <param name="State">The state it came into.</param>
/// <param name="By">Who or what changed it.</param>
public sealed record CaseChanged(
    Moment Time,
    AccountId Account,
    string Case,
    CaseState State,
    string By
) : Effect(Time, Account);
