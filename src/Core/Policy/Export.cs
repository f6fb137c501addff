using System.Collections.Immutable;
using Evenhand.Core.Stream;

namespace Evenhand.Core.Policy;

/// <summary>The bulk export, while the contract goes on and for a time after its end.</summary>
/// <param name="Clause">The place of the clause.</param>
/// <param name="Request">The place of the event type that asks for it.</param>
/// <param name="Within">The time from the end within which it may be asked for.</param>
/// <param name="Use">The event type of which every open thing then counts one, as if it had been used so.</param>
/// <param name="Thing">The place of the thing.</param>
public sealed record Export(
    Place<Clause> Clause,
    int Request,
    TimeSpan Within,
    EventType Use,
    int Thing
)
{
    /// <summary>What is asked of what is kept of a thing that is exported.</summary>
    public ImmutableArray<Condition> Of { get; init; } = [];

    /// <summary>Whether it may be asked for before the end too: in versions of before it was not.</summary>
    public bool AtAnyTime { get; init; } = true;
}
