using Evenhand.Core.Effects;
using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Node.Stored;
using Evenhand.Node.Vault;
using Evenhand.Stores;
using Evenhand.Tests.Core;
using Evenhand.Tests.Replay;
using Evenhand.Tests.Server;
using Shouldly;

namespace Evenhand.Tests.Node.Vault;

/// <summary>The laws of stored bytes, held over all that happened to an account, once nothing is left to be done.</summary>
internal sealed class StoredLaws
{
    private readonly ServedNode served;
    private readonly IStore store;
    private readonly AccountId account;
    private readonly Effect[] effects;
    private readonly StoredTimes times;
    private readonly BytesEntry[] entries;

    public StoredLaws(ServedNode served, IStore store, AccountId account)
    {
        (this.served, this.store, this.account) = (served, store, account);
        var lines = served.Node.Export(account).ToArray();
        effects = [.. Replays.Of(lines, served.Now.Instant).Effects];
        times = new StoredTimes(lines, effects);
        entries =
        [
            .. served
                .Ledger.Read(StreamName.Of(account.Text), 0, SliceKinds.Of(SliceKind.Bytes))
                .Select(slice => BytesEntry.Read(slice.Payload)),
        ];
    }

    /// <summary>Holds them all; in words, how much there was that they could be held over.</summary>
    public async Task<string> HoldAsync()
    {
        var left = NothingKeptLeft();
        RulesTookEffectInTime();
        await TheStoreIsTheCatalogueAsync();
        var billed = BilledIsTheIntegral();
        served
            .Expected(account.Text)
            .ShouldBe(Said.Json([.. effects.OfType<Statement>().Cast<Effect>()]));
        var (promises, exports) = (PromisesWereKept(), ExportsWereMade());
        return $"{account}: {left} left, {times.There.Count()} stayed, {billed} cycles billed, {promises} promises, {exports} exports"
            + (times.IsPurged ? ", purged" : "");
    }

    private int NothingKeptLeft()
    {
        var things = entries
            .OfType<BytesStored>()
            .ToDictionary(each => each.Blob, each => each.Thing);
        foreach (var leaving in entries.OfType<BytesLeaving>())
        foreach (var thing in leaving.Blobs.Select(blob => things[blob]))
            times
                .IsKept(thing, leaving.At)
                .ShouldBeFalse($"{account}: {thing} left at {leaving.At.Instant} and was kept");
        return entries.OfType<BytesRemoved>().Sum(each => each.Blobs.Length);
    }

    /// <summary>What a rule took away was as old as the rule then said, and by now all is gone, or cold, that is.</summary>
    private void RulesTookEffectInTime()
    {
        foreach (var change in effects.OfType<ThingChanged>().Where(each => each.By == "rule"))
            times
                .IsDue(change.Thing, change.State, change.Time)
                .ShouldBeTrue($"{account}: {change.Thing} {change.State} {change.Time.Instant}");
        foreach (var thing in times.There)
            times.IsDue(thing, ThingState.Deleted, served.Now).ShouldBeFalse($"{account}: {thing}");
        foreach (var thing in times.There.Where(each => !times.IsCold(each)))
            times.IsDue(thing, ThingState.Cold, served.Now).ShouldBeFalse($"{account}: {thing}");
        if (times.IsPurged)
            times.There.ShouldBeEmpty($"{account}");
    }

    private async Task TheStoreIsTheCatalogueAsync()
    {
        var listed = served.Node.Vault!.List(account, new(null, null, null), null, 1_000_000).Items;
        listed
            .Select(each => (each.Name, each.IsCold))
            .ShouldBe(
                times.There.Select(name => (name, times.IsCold(name))),
                ignoreOrder: true,
                $"{account}"
            );
        var cold = listed.ToDictionary(each => each.Name, each => each.IsCold);
        foreach (var stored in entries.OfType<BytesStored>())
        {
            var blob = await store.FindAsync(BlobId.Parse(stored.Blob));
            Side? side = cold.TryGetValue(stored.Thing, out var isCold)
                ? isCold
                    ? Side.Cold
                    : Side.Hot
                : null;
            (blob?.Side).ShouldBe(side, $"{account}: {stored.Thing}");
        }
        served.Node.Waits.Page(account, null, 9).Items.ShouldBeEmpty();
    }

    private int BilledIsTheIntegral()
    {
        var billed = 0;
        foreach (var statement in effects.OfType<Statement>())
        foreach (var line in statement.Lines.Where(each => each.Clause.Slug == "storage-overage"))
        {
            var length = (statement.Time - statement.From).Ticks;
            var average = (decimal)times.TenthsIn(statement.From, statement.Time) / 10 / length;
            Math.Abs(line.Quantity.ToDecimal() - average / 1_000_000_000m)
                .ShouldBeLessThan(
                    0.000_001m,
                    $"{account} {statement.From.Instant}: {line.Quantity}, not {average}"
                );
            billed += line.Quantity.IsZero ? 0 : 1;
        }
        return billed;
    }

    /// <summary>What was promised was there in time, unless it went before.</summary>
    private int PromisesWereKept()
    {
        var all = effects.OfType<RetrievalChanged>().ToLookup(each => each.Retrieval);
        foreach (var retrieval in all)
        {
            var last = retrieval.Last();
            if (last.State == PromiseState.Promised)
                times.IsThere(last.Thing, last.PromisedBy).ShouldBeFalse($"{account}: {last}");
            else
                last.State.ShouldBe(PromiseState.Ready, $"{account}: {last}");
        }
        return all.Count;
    }

    /// <summary>What could be given out when an export was asked for was in it.</summary>
    private int ExportsWereMade()
    {
        var all = effects.OfType<ExportChanged>().ToLookup(each => each.IsReady);
        foreach (var asked in all[false])
            asked.Things.ShouldBe(times.CountAt(asked.Time), $"{account}: {asked}");
        all[true]
            .Select(each => each.Export)
            .ShouldBe(all[false].Select(each => each.Export), ignoreOrder: true, $"{account}");
        return all[false].Count();
    }
}
