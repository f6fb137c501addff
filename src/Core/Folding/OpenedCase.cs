using Evenhand.Core.Effects;
using Evenhand.Core.Policy;
using Evenhand.Core.Time;

namespace Evenhand.Core.Folding;

/// <summary>A case that an act or a comparison opened, for those who go on with it.</summary>
/// <param name="Clause">The clause.</param>
/// <param name="Cycle">The cycle that it is of.</param>
/// <param name="Time">When.</param>
/// <param name="Basis">What it rests on.</param>
/// <param name="Cited">The clause, by the version that opened it.</param>
/// <param name="Facts">What was met.</param>
internal readonly record struct OpenedCase(
    ClauseId Clause,
    Cycle Cycle,
    Moment Time,
    CaseBasis Basis,
    Citation Cited,
    Facts Facts
);
