using System.Globalization;
using Evenhand.Core.Effects;
using Evenhand.Core.Stream;
using Evenhand.Core.Time;
using Evenhand.Ledger;
using Evenhand.Node.Context;
using Evenhand.Node.Ingest;
using Evenhand.Node.Policies;
using Evenhand.Node.Stored;
using Evenhand.Wording;

namespace Evenhand.Node.Amending;

/// <summary>
/// Tells accounts that a version of which they were told was taken back: each of them once. Who was never told of it is told nothing.
/// </summary>
internal sealed class TakingBack(NodeContext context, Committer committer)
{
    /// <summary>The kind of the notice.</summary>
    public const string Kind = "policy-withdrawn";

    /// <summary>So long after it would have taken effect it is no news any more.</summary>
    private static readonly TimeSpan News = TimeSpan.FromDays(30);

    private readonly HashSet<string> done = new(StringComparer.Ordinal);

    /// <summary>Tells those of a page of accounts who are to be told; all pages, then <see cref="End"/>.</summary>
    public async Task TellAsync(PublishedPolicy policy, IReadOnlyList<StreamName> page)
    {
        var version = policy.Version;
        var kept = context
            .Ledger.SnapshotsOf(page, Snapshot.Impact)
            .ToDictionary(each => each.Stream, ImpactSlot.Read);
        foreach (var stream in page)
        {
            context.Stop.Token.ThrowIfCancellationRequested();
            var rows = kept.GetValueOrDefault(stream, []);
            // It does not concern the account, or that it was taken back is told already.
            if (rows.Any(each => each.Publication == policy.Publication && each.Row is null))
                continue;
            var entry = AccountTrial.Stored(context, stream.Account, version.Version);
            if (entry?.At >= policy.Published && entry.Hash == version.Hash)
                await StoreAsync(stream.Account, entry);
            var others = rows.Where(each => each.Publication != policy.Publication);
            context.Ledger.Keep([ImpactSlot.Of(stream, others.Append((policy.Publication, null)))]);
        }
    }

    /// <summary>Whether somebody may still have to be told that a version was taken back.</summary>
    public bool IsWanted(PublishedPolicy policy)
    {
        var version = policy.Version;
        var last =
            version.ForExisting is { } later && later > version.Effective
                ? later
                : version.Effective;
        return !done.Contains(policy.Publication) && Moment.Of(last) + News > context.Clock.Now;
    }

    /// <summary>Everybody was told. Should it be published again and taken back again, that is another publication.</summary>
    public void End(PublishedPolicy policy) => done.Add(policy.Publication);

    private Task<bool> StoreAsync(AccountId account, ImpactEntry entry)
    {
        var record = RecordOf(account, entry, context.Clock.Now);
        return committer.StoreAsync(
            new Addition(
                account,
                SliceKind.Told,
                StoredJson.Write(record, StoredJson.Default.ToldRecord),
                record.At!.Value,
                its => its.Told.IsWanted(record)
            )
        );
    }

    /// <summary>It is the next of the series that told of the version.</summary>
    private static ToldRecord RecordOf(AccountId account, ImpactEntry entry, Moment now)
    {
        var (clause, series, cycle) = entry.Told.Key;
        var level = entry.Told.Level + 1;
        var day = entry.Effective.Instant.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
        var words = ToldWords.In(say => TakenBackSentence.Of(entry.Version, day, say));
        return new ToldRecord(
            new ToldNotice(
                clause,
                Kind,
                words.English,
                now,
                account.Text,
                entry.Policy,
                entry.Version,
                entry.Told.Notice!.Title
            )
            {
                Others = words.Others,
            },
            null,
            cycle,
            new Saying(clause, series, cycle, level!.Value).Id(account),
            series,
            level,
            At: now
        );
    }
}
