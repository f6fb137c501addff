using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Node.Accounts;
using Evenhand.Node.Clock;
using Evenhand.Node.Context;
using Evenhand.Node.Ingest;
using Evenhand.Node.Roles;
using Evenhand.Node.Stored;
using Evenhand.Stores;

namespace Evenhand.Node.Vault;

/// <summary>
/// Holds the store against what was written down of it: bytes that are not there or not as they came, and bytes of which nobody
/// speaks. It holds a number for each in memory and nothing else, and may run while everything goes on.
/// </summary>
internal sealed class VaultCheck(
    NodeContext context,
    AccountDirectory accounts,
    Committer committer,
    IStore store
)
{
    private const int AtOnce = 1_000;

    /// <summary>More of the store than this is not deleted because a ledger does not know it: it may be the wrong ledger.</summary>
    private const int MostPercent = 10;

    /// <summary>What is not known of bytes that were not read.</summary>
    private const string Unread = "unread";

    /// <summary>So few are, whatever share they are.</summary>
    private const int Few = 10;

    /// <summary>Checks, and mends where that is wanted; tells what it finds as it goes, and last what it came to.</summary>
    public async IAsyncEnumerable<VaultFinding> RunAsync(CheckTerms terms)
    {
        var (known, looked, found, bytes) = (new HashSet<BlobId>(), 0, 0, 0L);
        var unread = 0;
        // What comes to be stored from now on is younger than anything that is looked for.
        var before = MachineTime.Instance.GetUtcNow() - terms.Age;
        foreach (var account in Accounts())
        foreach (var its in Of(account))
        {
            known.Add(BlobId.Parse(its.Blob));
            (looked, bytes) = (looked + 1, bytes + its.Bytes);
            if (its.IsLost || await AmissAsync(account, its, terms) is not { } what)
                continue;
            if (what == Unread)
            {
                unread++;
                continue;
            }
            found++;
            yield return new VaultFinding(
                what,
                account.Text,
                its.Thing,
                its.Blob,
                its.Bytes,
                terms.Mends ? await GiveUpAsync(account, its, terms) : null
            );
        }
        var (orphans, all) = await OrphansAsync(known, before);
        var mends = terms.Mends && (terms.IsSure || AreFew(orphans, all));
        foreach (var orphan in orphans)
        {
            found++;
            yield return new VaultFinding(
                "orphan",
                null,
                null,
                $"{orphan.Id}",
                orphan.Bytes,
                mends ? await DeleteAsync(orphan)
                    : terms.Mends ? "left: there are too many of them to be sure"
                    : null
            );
        }
        if (terms.Mends)
            await store.SweepAsync(before - TimeSpan.FromDays(7));
        yield return new VaultFinding("summary", null, null, null, bytes, null)
        {
            Looked = looked,
            Found = found,
            Unread = unread,
        };
    }

    private IEnumerable<AccountId> Accounts()
    {
        var names = context.Ledger.Accounts(StreamName.OrShared(AccountId.None), AtOnce);
        for (; names.Count > 0; names = context.Ledger.Accounts(names[^1], AtOnce))
            foreach (var name in names)
                yield return name.Account;
    }

    /// <summary>What an account has in the store; nothing where it is set aside, whose bytes then are nobody's business.</summary>
    private KeptBytes[] Of(AccountId account) =>
        accounts.LookAfter(account, its => its.Bytes?.All.ToArray() ?? []) ?? [];

    private async Task<string?> AmissAsync(AccountId account, KeptBytes its, CheckTerms terms)
    {
        var id = BlobId.Parse(its.Blob);
        if (await store.FindAsync(id) is not { } blob)
            return IsStillExpected(account, its) ? "ghost" : null;
        if (blob.Bytes != its.Bytes)
            return "size";
        return terms.Deep ? await AmissAsync(id, its.Sha256) : null;
    }

    /// <summary>What lies cold and was not brought back is not read for a check: that would cost more than it tells.</summary>
    private async Task<string?> AmissAsync(BlobId id, string sha256)
    {
        try
        {
            // It may have left since it was found.
            if (await store.OpenAsync(id) is not { } bytes)
                return null;
            await using (bytes)
                return (await Hashing.CopyAsync(bytes, null)).Sha256 == sha256 ? null : "hash";
        }
        catch (ColdException)
        {
            return Unread;
        }
    }

    /// <summary>Whether bytes are still spoken of: they may have been deleted, as they should, while nobody looked.</summary>
    private bool IsStillExpected(AccountId account, KeptBytes bytes) =>
        accounts.LookAfter(
            account,
            its => its.Bytes?.Find(bytes.Blob) is { IsLeaving: false } ? "" : null
        )
            is not null;

    private async Task<string> GiveUpAsync(AccountId account, KeptBytes bytes, CheckTerms terms)
    {
        var now = context.Clock.Now;
        await committer.StoreAsync(
            new Addition(
                account,
                SliceKind.Bytes,
                new BytesLost([bytes.Blob], now, terms.By).Written(),
                now,
                its => its.Bytes?.Find(bytes.Blob) is { IsLost: false, IsLeaving: false }
            )
            {
                With = (SliceKind.Audit, Audited("bytes.lost", bytes.Thing, terms.By)),
            }
        );
        return "written down as lost: they are asked for no more";
    }

    /// <summary>An entry of the trail.</summary>
    public static byte[] Audited(string what, string detail, Doer by) =>
        StoredJson.Write(
            new AuditRecord(by, [new AuditedAct(what, null, null, detail)]),
            StoredJson.Default.AuditRecord
        );

    private async Task<(List<Blob> Orphans, (int Count, long Bytes) All)> OrphansAsync(
        HashSet<BlobId> known,
        DateTimeOffset before
    )
    {
        var (orphans, count, bytes) = (new List<Blob>(), 0, 0L);
        await foreach (var blob in store.ListAsync())
        {
            (count, bytes) = (count + 1, bytes + blob.Bytes);
            if (!known.Contains(blob.Id) && blob.Since <= before)
                orphans.Add(blob);
        }
        return (orphans, (count, bytes));
    }

    private static bool AreFew(List<Blob> orphans, (int Count, long Bytes) all) =>
        orphans.Count <= Few
        || orphans.Count * 100L <= (long)all.Count * MostPercent
            && orphans.Sum(each => each.Bytes) <= all.Bytes / 100 * MostPercent;

    private async Task<string> DeleteAsync(Blob orphan) =>
        await store.DeleteAsync(orphan.Id) ? "deleted" : "left: it does not lie in its place";
}
