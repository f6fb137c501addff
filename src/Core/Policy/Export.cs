using Evenhand.Core.Stream;

namespace Evenhand.Core.Policy;

/// <summary>The bulk export after the end of the contract.</summary>
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
);
