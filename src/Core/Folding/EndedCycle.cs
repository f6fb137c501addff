using System.Collections.Immutable;
using Evenhand.Core.Policy;
using Evenhand.Core.Rating;
using Evenhand.Core.Time;

namespace Evenhand.Core.Folding;

/// <summary>What a cycle came to, before rates and decisions on its charges make a statement of it.</summary>
/// <param name="Policy">The version in force at its first instant.</param>
/// <param name="Cycle">The cycle.</param>
/// <param name="Charges">Usage beyond what is covered, by charge rule, unrounded.</param>
/// <param name="Fees">Fees passed through, by rule and UTC day.</param>
internal sealed record EndedCycle(
    PolicyVersion Policy,
    Cycle Cycle,
    ImmutableArray<RatedUsage> Charges,
    ImmutableArray<DayFees> Fees
);

/// <summary>Priced, unrounded usage, in units of the line.</summary>
/// <param name="Rule">The charge rule.</param>
/// <param name="Quantity">What was counted.</param>
/// <param name="Included">What is included.</param>
/// <param name="Billable">What is charged.</param>
/// <param name="Price">The price; null where none is printed for the account's currency, and then nothing is charged.</param>
internal sealed record RatedUsage(
    Charge Rule,
    Rational Quantity,
    Rational Included,
    Rational Billable,
    decimal? Price
);

/// <summary>The fees of one rule and UTC day.</summary>
/// <param name="Rule">The place of the rule.</param>
/// <param name="Day">Days since the Unix epoch.</param>
/// <param name="Amount">Their exact sum.</param>
internal sealed record DayFees(int Rule, int Day, Rational Amount);
