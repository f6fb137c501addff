using Evenhand.Core.Accounts;
using Evenhand.Core.Effects;
using Evenhand.Core.Stream;

namespace Evenhand.Core.Folding;

/// <summary>What the states of one account under several versions have in common.</summary>
internal sealed class Shared(Symbols symbols)
{
    /// <summary>The account's symbols.</summary>
    public Symbols Symbols { get; } = symbols;

    /// <summary>What was said, in order.</summary>
    public List<Effect> Effects { get; } = [];

    /// <summary>The cycles that ended, in order.</summary>
    public List<EndedCycle> Cycles { get; } = [];

    /// <summary>The prepaid money.</summary>
    public Wallet Wallet { get; } = new();

    /// <summary>The clauses with a case, by slug and first tick of the cycle.</summary>
    public HashSet<(string Clause, long Cycle)> Cases { get; } = [];
}
