using System.Collections.Immutable;
using Evenhand.Core.Numbers;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Effects;

/// <summary>The answer to an ask.</summary>
/// <param name="Time">When it was asked.</param>
/// <param name="Account">The account.</param>
/// <param name="Id">The id of the ask.</param>
/// <param name="Outcome">The worst of its reasons; allow when there are none.</param>
/// <param name="Reasons">The clauses behind it, in the order of the document; those of one clause in that of <see cref="FactKind"/>.</param>
/// <param name="Tells">Bounds that the answer tells, such as <c>max_duration</c>, in the unit of the wire.</param>
public sealed record Decision(
    Moment Time,
    AccountId Account,
    string Id,
    Outcome Outcome,
    ImmutableArray<Reason> Reasons,
    ImmutableArray<(string Name, Quantity Amount)> Tells
) : Effect(Time, Account);
