using System.Collections.Immutable;
using Evenhand.Core.Stream;

namespace Evenhand.Core.Policy;

/// <summary>What a suspension denies.</summary>
/// <param name="Acts">The event types; empty for every act that takes something.</param>
public sealed record Suspension(ImmutableArray<EventType> Acts)
{
    /// <summary>Whether it is of the account as a whole.</summary>
    public bool IsOfAccount => Acts.IsEmpty;
}
