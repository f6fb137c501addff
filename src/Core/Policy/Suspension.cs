using System.Collections.Immutable;
using Evenhand.Core.Stream;

namespace Evenhand.Core.Policy;

/// <summary>A clause under which a report opens a case.</summary>
/// <param name="Clause">The place of the clause.</param>
/// <param name="Suspension">What a case of it may suspend; null where it suspends nothing by itself.</param>
public sealed record Reportable(Place<Clause> Clause, Suspension? Suspension);

/// <summary>What a suspension denies.</summary>
/// <param name="Acts">The event types; empty for every act that takes something.</param>
public sealed record Suspension(ImmutableArray<EventType> Acts)
{
    /// <summary>Whether it is of the account as a whole.</summary>
    public bool IsOfAccount => Acts.IsEmpty;
}
