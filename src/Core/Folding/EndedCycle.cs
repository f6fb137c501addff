using System.Collections.Immutable;
using Evenhand.Core.Keeping;
using Evenhand.Core.Numbers;
using Evenhand.Core.Policy;
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
)
{
    /// <summary>Writes or reads an ended cycle.</summary>
    /// <param name="port">Where to.</param>
    /// <param name="ended">The cycle, on its way out.</param>
    /// <param name="versions">The versions among which its policy is.</param>
    public static EndedCycle Exchange(
        StatePort port,
        EndedCycle? ended,
        ImmutableArray<PolicyVersion> versions
    )
    {
        var policy = port.OneOf(versions, ended?.Policy);
        return new(
            policy,
            Cycle.Exchange(port, ended?.Cycle),
            port.Array(
                ended?.Charges ?? [],
                (port, rated) => RatedUsage.Exchange(port, rated, policy.Charges)
            ),
            port.Array(ended?.Fees ?? [], DayFees.Exchange)
        );
    }
}

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
)
{
    /// <summary>Writes or reads usage that one of the charge rules priced.</summary>
    public static RatedUsage Exchange(
        StatePort port,
        RatedUsage? rated,
        ImmutableArray<Charge> charges
    ) =>
        new(
            port.OneOf(charges, rated?.Rule),
            port.Exchange(rated?.Quantity ?? Rational.Zero),
            port.Exchange(rated?.Included ?? Rational.Zero),
            port.Exchange(rated?.Billable ?? Rational.Zero),
            port.Exchange(rated?.Price)
        );
}

/// <summary>The fees of one rule and UTC day.</summary>
/// <param name="Rule">The place of the rule.</param>
/// <param name="Day">Days since the Unix epoch.</param>
/// <param name="Amount">Their exact sum.</param>
internal sealed record DayFees(int Rule, int Day, Rational Amount)
{
    /// <summary>Writes or reads fees.</summary>
    public static DayFees Exchange(StatePort port, DayFees? fees) =>
        new(
            port.Exchange(fees?.Rule ?? 0),
            port.Exchange(fees?.Day ?? 0),
            port.Exchange(fees?.Amount ?? Rational.Zero)
        );
}
