using System.Collections.Concurrent;
using System.Text;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Core.Typical;
using Evenhand.Ledger;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;
using Evenhand.Node.Refusals;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Stating;

/// <summary>
/// Compares stated cycles with what the last statements of other accounts say. What a comparison comes to is an event of the
/// account, under a name that there is once: it is stored, and not made again. Accounts are compared when all that were due
/// together are stated, so that those of one day know each other.
/// </summary>
internal sealed class TypicalUsage(NodeContext context, AccountDirectory accounts)
{
    /// <summary>Accounts whose comparisons are stored in one commit, and those that are read in one go.</summary>
    private const int AtOnce = 200;
    private const int InAPage = 1_000;

    /// <summary>A cycle counts for less than 31 days after its end, and the one after it may come late.</summary>
    private static readonly TimeSpan Reach = TimeSpan.FromDays(62);

    private readonly UsageBook book = new();
    private readonly ConcurrentDictionary<AccountId, bool> waiting = new();
    private bool isRead;

    /// <summary>Takes note of a cycle that was stated.</summary>
    public void Learn(AccountId account, StatedRecord record)
    {
        if (record.Usage is { } usage)
            book.Put(account, usage);
    }

    /// <summary>
    /// Takes note of what an account was stated, and has compared what was not yet. In the account's turn. Nothing comes of the
    /// cycle in which a contract ended: it is not compared.
    /// </summary>
    public void Look(ServedAccount account)
    {
        if (
            account.Stated.Latest is { Usage: { } usage } latest
            && !book.Knows(account.Name, usage)
        )
            Learn(account.Name, latest);
        if (Uncompared(account).Length > 0)
            waiting[account.Name] = true;
    }

    /// <summary>Compares what waits for it, and has it stored.</summary>
    /// <param name="send">Takes lines of events of the server itself.</param>
    public async Task RunAsync(Func<ReadOnlyMemory<byte>, Task> send)
    {
        if (waiting.IsEmpty)
            return;
        ReadKept();
        foreach (var names in waiting.Keys.Order().Chunk(AtOnce))
        {
            var lines = names.SelectMany(Compare).ToArray();
            if (lines.Length > 0)
                await send(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
            foreach (var name in names)
                waiting.TryRemove(name, out _);
        }
    }

    private static StatedRecord[] Uncompared(ServedAccount account) =>
        [
            .. account.Stated.Uncompared.Where(record =>
                account.Live is { } live && record.Statement.Time < live.Ends
            ),
        ];

    private List<string> Compare(AccountId name)
    {
        try
        {
            return accounts.LookAfter(name, Compare) ?? [];
        }
        catch (RequestException)
        {
            // It is set aside, and looked at again when it is well.
            return [];
        }
    }

    private List<string> Compare(ServedAccount account)
    {
        var lines = new List<string>();
        foreach (var usage in Uncompared(account).Select(record => record.Usage!))
        {
            lines.AddRange(
                book.Compare(usage)
                    .Select(each => ComparedLine.Of(account.Name, usage.To, each.What))
            );
            Keep(account, usage);
        }
        return lines;
    }

    /// <summary>Keeps what others are compared with. It only saves time.</summary>
    private void Keep(ServedAccount account, CycleUsage usage)
    {
        book.Forget(account.Name, usage.Policy, usage.To - Reach);
        context.Ledger.Keep([
            UsageSlot.Of(account.Stream, account.Sequence, book.Of(account.Name, usage.Policy)),
        ]);
    }

    /// <summary>Reads what was kept of all accounts, once; what is stated since is learnt as it is.</summary>
    private void ReadKept()
    {
        if (isRead)
            return;
        isRead = true;
        for (var after = StreamName.Shared; ; )
        {
            var page = context.Ledger.Accounts(after, InAPage);
            foreach (var kept in context.Ledger.SnapshotsOf(page, Snapshot.Compared))
            foreach (var usage in UsageSlot.Read(kept))
                if (!book.Knows(kept.Stream.Account, usage))
                    book.Put(kept.Stream.Account, usage);
            if (page.Count < InAPage)
                return;
            after = page[^1];
        }
    }
}
