using Evenhand.Core;
using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Node.Accounts;
using Evenhand.Node.Bodies;
using Evenhand.Node.Context;
using Evenhand.Node.Refusals;

namespace Evenhand.Node.Ingest;

/// <summary>
/// Holds a body against its accounts before anything of it is stored: whoever asks for that gets all of it, or nothing.
/// </summary>
internal sealed class Rehearsal(NodeContext context, AccountDirectory accounts)
{
    /// <summary>Lets a body pass of which nothing would be rejected or warned of.</summary>
    /// <exception cref="RequestException">Something would.</exception>
    public void Require(EventBatch batch)
    {
        var found = new List<RejectedElement>(batch.Rejected);
        found.AddRange(
            batch.Warnings.Select(warning => new RejectedElement(warning.Index, warning.Fault))
        );
        var meant = new MeantAccounts(context.Ledger);
        foreach (var events in ByAccount(batch))
            found.AddRange(Found(batch, events.Key, [.. events], meant));
        if (found.Count > 0)
            throw new RequestException(
                Code.Warned,
                $"nothing of the body was taken: {found.Count:N0} of what is in it would be warned of or rejected"
            )
            {
                Rejected = [.. found.OrderBy(each => each.Index)],
            };
    }

    private static IEnumerable<IGrouping<int, int>> ByAccount(EventBatch batch) =>
        Record
            .Offsets(batch.Records)
            .GroupBy(offset => Record.Head(batch.Records, offset).Account)
            .Where(events => events.Key != 0);

    private IEnumerable<RejectedElement> Found(
        EventBatch batch,
        int number,
        int[] offsets,
        MeantAccounts meant
    )
    {
        var name = batch.Names.Accounts.Text(number);
        if (
            AccountIds.Unfit(name) is { } unfit
            && context.Ledger.SequenceOf(StreamName.OrShared(name)) == 0
        )
            return offsets.Select(offset => At(batch, offset, unfit));
        var opens = offsets.Any(offset =>
            Record.Head(batch.Records, offset).Type == (int)BuiltIns.Kind.Opened
        );
        var found = accounts.Visit(
            new AccountId(name),
            account => Judge(account, batch, offsets, opens)
        );
        if (found is null)
            found = opens ? [] : [.. offsets.Select(offset => At(batch, offset, Doubts.Unopened))];
        found.AddRange(OfOneName(batch, offsets));
        return found.Select(each =>
            each.Code == Code.NotOpened && batch.Sender.Account is null
                ? each with
                {
                    DidYouMean = meant.Near(name),
                }
                : each
        );
    }

    private List<RejectedElement> Judge(
        ServedAccount account,
        EventBatch batch,
        int[] offsets,
        bool opens
    )
    {
        var found = new List<RejectedElement>();
        foreach (var offset in offsets)
        {
            ref readonly var head = ref Record.Head(batch.Records, offset);
            var seen = account.Seen.Find(head.Key, Content(batch, offset));
            var fault = seen switch
            {
                Seen.Same => null,
                Seen.Other => StreamReplay.Conflict,
                _ when account.Live is null && opens => null,
                _ => account.Live?.Fault(batch.Records, offset)
                    ?? Doubts.Of(account, batch.Records, offset, context.Seed),
            };
            if (fault is { } wrong && !(wrong == Doubts.NotThere && Brings(batch, offsets, offset)))
                found.Add(At(batch, offset, wrong));
        }
        return found;
    }

    /// <summary>Whether the body itself brings what a void names.</summary>
    private bool Brings(EventBatch batch, int[] offsets, int isVoid) =>
        Matters.NamedBy(batch.Records, isVoid, context.Seed) is { } key
        && offsets.Any(offset => Record.Head(batch.Records, offset).Key == key);

    /// <summary>Events of one name and other contents within the body, but the first of each.</summary>
    private IEnumerable<RejectedElement> OfOneName(EventBatch batch, int[] offsets) =>
        offsets
            .GroupBy(offset => Record.Head(batch.Records, offset).Key)
            .SelectMany(same =>
                same.Skip(1)
                    .Where(offset =>
                        !Record.SameContent(Content(batch, same.First()), Content(batch, offset))
                    )
            )
            .Select(offset => At(batch, offset, StreamReplay.Conflict));

    private ulong Content(EventBatch batch, int offset) =>
        Record.ContentHash(batch.Records, offset, context.Seed);

    private static RejectedElement At(EventBatch batch, int offset, Fault fault) =>
        new(Record.Head(batch.Records, offset).Line, fault);
}
