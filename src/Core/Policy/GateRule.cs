using System.Collections.Immutable;

namespace Evenhand.Core.Policy;

/// <summary>An answer to asks that depends on circumstances rather than on amounts.</summary>
/// <param name="Clause">The place of the clause.</param>
/// <param name="Outcome">Warn or deny.</param>
/// <param name="Acts">The acts that it speaks of.</param>
/// <param name="Circumstances">When it applies.</param>
/// <param name="Message">What the answer says.</param>
public sealed record GateRule(
    Place<Clause> Clause,
    Outcome Outcome,
    ImmutableArray<Selection> Acts,
    Circumstances Circumstances,
    string Message
);
