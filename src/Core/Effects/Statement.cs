using System.Collections.Immutable;
using Evenhand.Core.Numbers;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;

namespace Evenhand.Core.Effects;

/// <summary>An account's ended cycle.</summary>
/// <param name="Time">The end of the cycle.</param>
/// <param name="Account">The account.</param>
/// <param name="Policy">The policy's name.</param>
/// <param name="From">The first instant of the cycle.</param>
/// <param name="Currency">The account's currency.</param>
/// <param name="Lines">Sorted by clause, then version.</param>
/// <param name="Due">The sum of the lines that are due.</param>
/// <param name="Proposed">The sum of those that await a person.</param>
/// <param name="Unpriced">Fees that no reference rate is known for yet; they are held over.</param>
public sealed record Statement(
    Moment Time,
    AccountId Account,
    string Policy,
    Moment From,
    string Currency,
    ImmutableArray<Line> Lines,
    Money Due,
    Money Proposed,
    ImmutableArray<UnpricedFees> Unpriced
) : Effect(Time, Account);
