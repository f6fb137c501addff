using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Ledger;

namespace Evenhand.Node.Accounts;

/// <summary>What an account comes to when it is folded anew from the ledger. Making it touches no account in memory.</summary>
/// <param name="Live">The live state; null where it is not open.</param>
/// <param name="Waiting">Records of the future, each an array of its own.</param>
internal sealed record FoldedAnew(LiveAccount? Live, IReadOnlyList<byte[]> Waiting)
{
    /// <summary>Folds what is stored up to a sequence. It may take long.</summary>
    public static FoldedAnew Of(
        NodeContext context,
        string name,
        StreamName stream,
        long sequence,
        long now
    )
    {
        var stored = StoredEvents.Of(context, name, stream, sequence);
        var ahead = now + (long)context.Settings.Ahead.BclCompatibleTicks;
        var rules = context.Rules;
        var (replay, account) = stored.Fold(rules, now, ahead + 1, context.Rates.Latest(rules));
        return new FoldedAnew(AccountReplay.Live(replay, account), Later(stored, ahead));
    }

    private static List<byte[]> Later(StoredEvents stored, long ahead)
    {
        var later = new List<byte[]>();
        if (stored.Last <= ahead)
            return later;
        foreach (var records in stored.Batches)
            for (var offset = 0; offset < records.Length; )
            {
                ref readonly var head = ref Record.Head(records, offset);
                if (head.Time > ahead && stored.RefiledAt(head) is null)
                    later.Add(records.AsSpan(offset, head.Length).ToArray());
                offset += head.Length;
            }
        return later;
    }
}
