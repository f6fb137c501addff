using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Node.Accounts;
using Evenhand.Node.Ingest;
using Evenhand.Node.Reasons;
using Evenhand.Node.Refusals;
using Evenhand.Node.Stored;

namespace Evenhand.Node.Due;

/// <summary>Has what an account says stored; what tells of a step together with its statement of reasons, in one commit.</summary>
internal sealed class Telling(AccountDirectory accounts, Committer committer, ReasonsDesk reasons)
{
    /// <summary>Has the account's news stored. In its turn.</summary>
    /// <returns>Ends when it is.</returns>
    public Task Tell(ServedAccount account)
    {
        var news = account.TakeNews();
        return news.Count == 0
            ? Task.CompletedTask
            : Task.WhenAll(news.Select(each => TellAsync(account.Name, each)));
    }

    /// <summary>An account stays in memory for as long as something that it says is on its way.</summary>
    private async Task TellAsync(AccountId account, ToldRecord record)
    {
        var kept = record.Grounds is { } grounds ? reasons.Make(account, grounds) : null;
        var payload = StoredJson.Write(Naming(record, kept), StoredJson.Default.ToldRecord);
        var time = (record.Notice?.Time ?? record.Case?.Time)!.Value;
        try
        {
            await committer.StoreAsync(
                new Addition(account, SliceKind.Told, payload, time, at => at.Told.IsWanted(record))
                {
                    With = kept is null ? null : (SliceKind.Reasons, Stored(record, kept)),
                }
            );
        }
        catch (RequestException)
        {
            accounts
                .Find(account)
                ?.Note(its =>
                {
                    its.Told.TakeBack(record);
                    its.MakeStale();
                });
        }
    }

    /// <summary>A notice of a step names the statement of its reasons.</summary>
    private static ToldRecord Naming(ToldRecord record, KeptReasons? kept) =>
        kept is null
            ? record
            : record with
            {
                Notice = record.Notice! with
                {
                    Reasons = new ToldReasons(record.Grounds!.Step, kept.Sha256),
                },
            };

    private static byte[] Stored(ToldRecord record, KeptReasons kept) =>
        StoredJson.Write(
            ReasonsRecord.Of(record.Grounds!.Step, record.Grounds.Terms.Announced, kept),
            StoredJson.Default.ReasonsRecord
        );
}
