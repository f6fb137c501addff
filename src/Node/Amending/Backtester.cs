using Evenhand.Core.Backtesting;
using Evenhand.Core.Codes;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Node.Context;
using Evenhand.Node.Policies;
using Evenhand.Node.Refusals;
using Evenhand.Notation;

namespace Evenhand.Node.Amending;

/// <summary>A draft, tried on accounts as the ledger has them. It changes nothing, and nobody is told.</summary>
public sealed class Backtester
{
    private readonly NodeContext context;
    private readonly BacktestRules rules;
    private readonly int cycles;

    private Backtester(NodeContext context, BacktestRules rules, int cycles, Moment now)
    {
        (this.context, this.rules, this.cycles) = (context, rules, cycles);
        Now = now;
    }

    /// <summary>The draft.</summary>
    public PolicyVersion Version => rules.Other;

    /// <summary>The present: cycles that have ended by it are tried.</summary>
    public Moment Now { get; }

    /// <summary>A draft to be tried.</summary>
    /// <param name="context">The ledger.</param>
    /// <param name="name">The name by which problems tell the document.</param>
    /// <param name="text">The document.</param>
    /// <param name="cycles">On how many of the last ended cycles.</param>
    /// <param name="now">The present; null for now.</param>
    /// <exception cref="RequestException">It does not pass the check, or is of a policy that the ledger does not know.</exception>
    internal static Backtester Of(
        NodeContext context,
        string name,
        string text,
        int cycles,
        Moment? now
    )
    {
        var problems = new Problems();
        var draft = context.Shelf.Checked(name, text, problems);
        if (draft?.Version is not { } version || problems.Count > 0)
            throw PublishedPolicies.Unacceptable(problems);
        if (context.Rules.Shelf.Versions(version.Name).IsEmpty)
            throw new RequestException(
                Code.UnknownPolicy,
                $"no account of this ledger is under a policy {version.Name}; it has {string.Join(", ", context.Rules.Shelf.Names)}"
            );
        return new(context, new BacktestRules(version), cycles, now ?? context.Clock.Now);
    }

    /// <summary>What the last cycles of an account would have been; null where it is not open, or of another policy.</summary>
    /// <exception cref="OverflowException">No number holds the account's totals.</exception>
    public Impact? Of(AccountId account) =>
        AccountTrial.Impact(context, account, rules, cycles, Now);
}
