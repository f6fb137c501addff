using Evenhand.Core.Replaying;
using Evenhand.Core.Time;
using Evenhand.Node.Context;
using Evenhand.Node.Lives;

namespace Evenhand.Node.Accounts;

/// <summary>What an account comes to when it is folded anew from the ledger. Making it touches no account in memory.</summary>
/// <param name="Live">The live state; null where it is not open.</param>
/// <param name="Waiting">Records of the future, each an array of its own.</param>
internal sealed record FoldedAnew(LiveAccount? Live, IReadOnlyList<byte[]> Waiting)
{
    /// <summary>Folds what is stored up to a sequence. It may take long.</summary>
    public static FoldedAnew Of(NodeContext context, LifeBook life, long sequence, Moment now)
    {
        var stored = life.Look(sequence);
        var ahead = now + context.Settings.Ahead.ToTimeSpan();
        var rules = context.Rules;
        var rates = context.Rates.Latest(rules, ahead.Next);
        var live = stored.Live(new LifeFold(rules, now, ahead.Next, rates));
        return new FoldedAnew(live, [.. stored.After(ahead)]);
    }
}
