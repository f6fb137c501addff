using Evenhand.Core.Backtesting;
using Evenhand.Core.Codes;
using Evenhand.Core.Policy;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Languages;
using Evenhand.Node.Context;
using Evenhand.Node.Policies;
using Evenhand.Node.Refusals;
using Evenhand.Notation;
using Evenhand.Policies.Interpreting;
using Evenhand.Policies.Resolving;

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

    /// <summary>How words of it are read otherwise, in a sentence; null where they are read as they are.</summary>
    public string? ReadAs { get; private init; }

    /// <summary>The present: cycles that have ended by it are tried.</summary>
    public Moment Now { get; }

    /// <summary>A draft to be tried.</summary>
    /// <param name="context">The ledger.</param>
    /// <param name="name">The name by which problems tell the document.</param>
    /// <param name="text">The document.</param>
    /// <param name="cycles">On how many of the last ended cycles.</param>
    /// <param name="now">The present; null for now.</param>
    /// <param name="otherwise">How words of it are read otherwise; null for as they are.</param>
    /// <exception cref="RequestException">It does not pass the check, or is of a policy that the ledger does not know.</exception>
    internal static Backtester Of(
        NodeContext context,
        string name,
        string text,
        int cycles,
        Moment? now,
        TriedReading? otherwise = null
    )
    {
        var problems = new Problems();
        var draft = context.Shelf.Checked(name, text, problems);
        if (draft?.Version is not { } version || problems.Count > 0)
            throw PublishedPolicies.Unacceptable(problems);
        if (context.Rules.Shelf.Versions(version.Name).IsEmpty)
            throw new RequestException(
                Code.UnknownPolicy,
                Language.Key("no account of this ledger is under a policy {0}; it has {1}"),
                version.Name,
                string.Join(", ", context.Rules.Shelf.Names)
            );
        var present = now ?? context.Clock.Now;
        if (otherwise is not { } other)
            return new(context, new BacktestRules(version), cycles, present);
        var (tried, says) = Compiled(draft.Policy, other);
        return new(context, new BacktestRules(tried), cycles, present) { ReadAs = says };
    }

    private static (PolicyVersion Version, string Says) Compiled(
        TypedPolicy policy,
        TriedReading other
    )
    {
        var readings = Alternatives.Of(policy);
        if (
            readings.ElementAtOrDefault(other.Reading) is not { } reading
            || reading.Instead.ElementAtOrDefault(other.Alternative) is not { } alternative
        )
            throw new RequestException(Code.NotFound, Language.Key("there is no such reading"));
        return (Alternatives.Compiled(policy, reading, alternative), alternative.Says);
    }

    /// <summary>What the last cycles of an account would have been; null where it is not open, or of another policy.</summary>
    /// <exception cref="OverflowException">No number holds the account's totals.</exception>
    public Impact? Of(AccountId account) =>
        AccountTrial.Impact(context, account, rules, cycles, Now);
}
