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
    /// <summary>Of so many accounts that go by a text the first are found by name: nobody looks through more.</summary>
    private const int MostOrdered = 1_000;

    private readonly NodeContext context;
    private readonly ConcurrentDictionary<AccountId, string> names = new();
    private readonly FirstFill fill;
    private NameText text = new();

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
        if (name.Length > 0)
            text.Add(account.Name, name);
    }

    /// <summary>
    /// Accounts whose id begins with a text, then those whose name has it, whatever its case; each once. Of very many whose name has it
    /// the first of some stand there, and not of all.
    /// </summary>
    /// <param name="part">The text, not empty.</param>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<AccountId> Find(string part, int most)
    {
        fill.Begin();
        Tidy();
        return
        [
            .. ById(part, most)
                .Concat(
                    text.Having(part, MostOrdered)
                        .Select(each => (Id: each, Name: names.GetValueOrDefault(each, "")))
                        // It may be called otherwise by now.
                        .Where(each => each.Name.Contains(part, StringComparison.OrdinalIgnoreCase))
                        .OrderBy(each => each.Name, StringComparer.OrdinalIgnoreCase)
                        .ThenBy(each => each.Id)
                        .Select(each => each.Id)
                )
                .Distinct()
                .Take(most),
        ];
    }

    /// <summary>Begins the text anew where most of it is what accounts were called before.</summary>
    private void Tidy()
    {
        var before = text;
        if (before.Count <= MostOrdered || before.Count / 2 < names.Count)
            return;
        var anew = new NameText();
        // Who is called anew meanwhile stands in it twice, and is not missed.
        if (Interlocked.CompareExchange(ref text, anew, before) == before)
            foreach (var (account, name) in names)
                if (name.Length > 0)
                    anew.Add(account, name);
    }

    /// <summary>The names that begin with a text follow it in the ledger's order.</summary>
    private IEnumerable<AccountId> ById(string part, int most)
    {
        var name = StreamName.OrShared(part);
        if (context.Ledger.SequenceOf(name) > 0)
            yield return name.Account;
        foreach (var next in context.Ledger.Accounts(name, most))
            if (next.Text.StartsWith(part, StringComparison.Ordinal))
                yield return next.Account;
            else
                yield break;
    }

    private void Take(AccountSummary summary)
    {
        if (summary.Name.Length > 0 && names.TryAdd(summary.Id, summary.Name))
            text.Add(summary.Id, summary.Name);
    }
}
