using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Evenhand.Core.Time;
using Evenhand.Core.Typical;
using Evenhand.Ledger;
using Evenhand.Node.Accounts;
using Evenhand.Node.Context;
using Evenhand.Node.Refusals;
using Evenhand.Node.Stored;
using Evenhand.Replay.Output;

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

    private const string Source = "evenhand:typical";
    private static readonly TimeSpan Reach = TimeSpan.FromDays(62);

    private readonly UsageBook book = new();
    private readonly ConcurrentDictionary<string, Moment> waiting = new(StringComparer.Ordinal);
    private Moment readFrom = Moment.Never;

    /// <summary>Takes note of a cycle that was stated.</summary>
    public void Learn(string account, StatedRecord record)
    {
        if (record.Usage is { } usage)
            book.Put(account, usage);
    }

    /// <summary>Has what was stated of an account compared, where that was not done yet. In the account's turn.</summary>
    public void Look(ServedAccount account)
    {
        if (account.Stated.Uncompared.FirstOrDefault() is { } first)
            waiting[account.Name] = first.Statement.Time;
    }

    /// <summary>Compares what waits for it, and has it stored.</summary>
    /// <param name="send">Takes lines of events of the server itself.</param>
    public async Task RunAsync(Func<ReadOnlyMemory<byte>, Task> send)
    {
        if (waiting.IsEmpty)
            return;
        ReadFrom(waiting.Values.Min() - Reach);
        foreach (var names in waiting.Keys.Order(StringComparer.Ordinal).Chunk(AtOnce))
        {
            var lines = names.SelectMany(Compare).ToArray();
            if (lines.Length > 0)
                await send(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
            foreach (var name in names)
                waiting.TryRemove(name, out _);
        }
    }

    private IEnumerable<string> Compare(string name)
    {
        StatedRecord[]? records;
        try
        {
            records = accounts.LookAfter(name, account => account.Stated.Uncompared.ToArray());
        }
        catch (RequestException)
        {
            // It is set aside, and looked at again when it is well.
            return [];
        }
        foreach (var usage in (records ?? []).Select(record => record.Usage!))
            book.Forget(name, usage.Policy, usage.To - Reach);
        return (records ?? []).SelectMany(record =>
            book.Compare(record.Usage!).Select(each => Line(name, record, each.What))
        );
    }

    private static string Line(string account, StatedRecord record, Compared compared) =>
        new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = $"{compared.Clause.Slug}@{compared.Cycle}",
            ["source"] = Source,
            ["type"] = "typical.compared",
            ["time"] = Instants.Text(record.Statement.Time),
            ["subject"] = account,
            ["data"] = new JsonObject
            {
                ["clause"] = compared.Clause.Slug,
                ["cycle"] = compared.Cycle,
                ["value"] = Figure(compared.Value),
                ["median"] = Figure(compared.Median),
                ["accounts"] = compared.Accounts,
                ["meter"] = compared.Meter,
            },
        }.ToJsonString();

    private static string Figure(decimal figure) =>
        figure.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Reads what was stated of all accounts from an instant on, once; what is stated since is learnt as it is.</summary>
    private void ReadFrom(Moment from)
    {
        if (from >= readFrom)
            return;
        readFrom = from;
        for (var after = StreamName.Shared; ; )
        {
            var page = context.Ledger.Accounts(after, InAPage);
            foreach (var stream in page)
                Read(stream, from);
            if (page.Count < InAPage)
                return;
            after = page[^1];
        }
    }

    private void Read(StreamName stream, Moment from)
    {
        context.Stop.Token.ThrowIfCancellationRequested();
        foreach (var slice in context.Ledger.Read(stream, 0, SliceKinds.Of(SliceKind.Stated)))
            if (slice.Last >= from)
                Learn(stream.Text, StoredJson.Read(slice.Payload, StoredJson.Default.StatedRecord));
    }
}
