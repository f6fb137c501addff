using System.Collections.Immutable;
using Evenhand.Core.Stream;

namespace Evenhand.Core.Policy;

/// <summary>The events of one type that satisfy all of its conditions.</summary>
/// <param name="Type">The event type.</param>
/// <param name="Conditions">What must hold; empty means every event of the type.</param>
public sealed record Selection(EventType Type, ImmutableArray<Condition> Conditions);
