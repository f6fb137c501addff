using System.Collections.Immutable;

namespace Evenhand.Core.Policy;

/// <summary>A line that passes a third party's fees through, converted at reference rates.</summary>
/// <param name="Clause">The place of the clause.</param>
/// <param name="Acts">The events that bring a fee.</param>
/// <param name="Amount">The name of the money field.</param>
/// <param name="Currency">The name of the currency field.</param>
/// <param name="In">The currency of the fees, ISO 4217.</param>
/// <param name="Always">Whether the line stands even when nothing was incurred.</param>
/// <param name="Due">Whether it is due at once.</param>
public sealed record PassThrough(
    Place<Clause> Clause,
    ImmutableArray<Selection> Acts,
    string Amount,
    string Currency,
    string In,
    bool Always,
    bool Due
);
