using System.Collections.Concurrent;
using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;
using Evenhand.Node.Views;

namespace Evenhand.Node.Reads;

/// <summary>
/// Finds accounts by what they are called. Names are kept in memory, filled from the summaries that lists show, at the first question,
/// and kept up by every account that is visited; ids the ledger has in order. Safe to use from many threads.
/// </summary>
internal sealed class NameIndex
{
    private readonly NodeContext context;
    private readonly ConcurrentDictionary<AccountId, string> names = new();
    private readonly FirstFill fill;

    public NameIndex(NodeContext context, FirstFill fill)
    {
        (this.context, this.fill) = (context, fill);
        fill.Feeds(Take);
    }

    /// <summary>Takes note of an account as it is now. In its turn; of one that is called as before it costs a look.</summary>
    public void Look(ServedAccount account)
    {
        if (account.Live?.Name is not { } name)
            return;
        if (names.TryGetValue(account.Name, out var known) ? known == name : name.Length == 0)
            return;
        names[account.Name] = name;
    }

    /// <summary>Accounts whose id begins with a text, then those whose name has it, whatever its case; each once.</summary>
    /// <param name="text">The text, not empty.</param>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<AccountId> Find(string text, int most)
    {
        fill.Begin();
        return
        [
            .. ById(text, most)
                .Concat(
                    names
                        .Where(each =>
                            each.Value.Contains(text, StringComparison.OrdinalIgnoreCase)
                        )
                        .OrderBy(each => each.Value, StringComparer.OrdinalIgnoreCase)
                        .ThenBy(each => each.Key)
                        .Select(each => each.Key)
                )
                .Distinct()
                .Take(most),
        ];
    }

    /// <summary>The names that begin with a text follow it in the ledger's order.</summary>
    private IEnumerable<AccountId> ById(string text, int most)
    {
        var name = StreamName.OrShared(text);
        if (context.Ledger.SequenceOf(name) > 0)
            yield return name.Account;
        foreach (var next in context.Ledger.Accounts(name, most))
            if (next.Text.StartsWith(text, StringComparison.Ordinal))
                yield return next.Account;
            else
                yield break;
    }

    private void Take(AccountSummary summary)
    {
        if (summary.Name.Length > 0)
            names.TryAdd(summary.Id, summary.Name);
    }
}
