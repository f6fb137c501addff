using System.Collections.Immutable;

namespace Evenhand.Core.Policy;

/// <summary>A condition that events open and close, for each value of a field.</summary>
/// <param name="Place">Its place among the states.</param>
/// <param name="Name">Its name.</param>
/// <param name="Clause">The clause that defines it.</param>
/// <param name="Key">The field whose values it is kept for; empty for the account as a whole.</param>
/// <param name="Opens">The events that open it, or open it anew.</param>
/// <param name="Closes">The events that close it.</param>
/// <param name="Lasts">How long it stays open after the last opening; zero for ever.</param>
/// <param name="ToEndOfDay">Whether it lasts to the end of the local day in which <paramref name="Lasts"/> ends.</param>
public sealed record OpenState(
    Place<OpenState> Place,
    string Name,
    Place<Clause> Clause,
    string Key,
    ImmutableArray<Selection> Opens,
    ImmutableArray<Selection> Closes,
    TimeSpan Lasts,
    bool ToEndOfDay
);
