using Evenhand.Core.Effects;
using Evenhand.Core.Replaying;
using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Node;
using Evenhand.Node.Settings;
using Evenhand.Node.Stored;
using Evenhand.Node.Views;
using Evenhand.Tests.Core;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;
using static Evenhand.Tests.Node.StatingTests;

namespace Evenhand.Tests.Node.Stating;

/// <summary>A release names its fold on what it states, and tells which stated cycles it would state otherwise.</summary>
public class RestatingTests
{
    [Fact]
    public async Task What_was_stated_carries_the_number_of_the_fold()
    {
        await using var served = await Stated();
        RecordsOf(served).ShouldHaveSingleItem().Fold.ShouldBe(ReleaseFold.Number);
    }

    [Fact]
    public async Task What_came_late_and_was_corrected_or_will_be_is_stated_as_it_was()
    {
        await using var served = await Stated();
        Otherwise(served).ShouldBeEmpty();
        await served.SendAsync(Sms("2026-01-20", "late"));
        Otherwise(served).ShouldBeEmpty();
        await served.UntilAsync("2026-03-05");
        RecordsOf(served)[1].Adjustments.ShouldNotBeEmpty();
        Otherwise(served).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cycle_that_this_release_states_otherwise_is_told_with_the_money_and_the_cause()
    {
        BreakingLedger? ledger = null;
        await using var served = await Stated(each => ledger = new BreakingLedger(each));
        ledger!.Damage = (_, slice) =>
            slice.Kind == SliceKind.Stated ? slice with { Payload = OfAnother(slice) } : slice;
        var told = Otherwise(served, ledger).ShouldHaveSingleItem();
        (told.Cycle, told.Status, told.Currency).ShouldBe(("2026-01-01", LineStatus.Due, "USD"));
        (told.Was, told.Would).ShouldBe(("0.99", "0.12"));
        told.Because.ShouldContain($"fold {ReleaseFold.Number - 1}");
    }

    /// <summary>As another fold had stated it.</summary>
    private static byte[] OfAnother(StoredSlice slice)
    {
        var record = StoredJson.Read(slice.Payload, StoredJson.Default.StatedRecord);
        var lines = record.Statement.Lines.Select(line =>
            line.Amount.Amount == 0.12m
                ? line with
                {
                    Amount = line.Amount with { Amount = 0.99m },
                }
                : line
        );
        return StoredJson.Write(
            record with
            {
                Fold = ReleaseFold.Number - 1,
                Statement = record.Statement with { Lines = [.. lines] },
            },
            StoredJson.Default.StatedRecord
        );
    }

    private static async Task<ServedNode> Stated(Func<ILedger, ILedger>? between = null)
    {
        var served = await ServedNode.At("2026-01-01", between: between);
        await served.SendAsync(Story.Under("engagece").At("2026-01-01", "mms.sent"));
        await served.UntilAsync("2026-02-05");
        return served;
    }

    internal static IReadOnlyList<StatedOtherwise> Otherwise(
        ServedNode served,
        ILedger? ledger = null
    ) =>
        Onlooker
            .Open(
                new NodeSettings { Policies = RepositoryFile.PathOf("policies") },
                ledger ?? served.Ledger,
                served.Clock,
                NullLogger.Instance
            )
            .StatedOtherwise(new AccountId("acme"));

    private static StatedRecord[] RecordsOf(ServedNode served) =>
        [
            .. served
                .Ledger.Read(StreamName.Of("acme"), 0)
                .Where(slice => slice.Kind == SliceKind.Stated)
                .Select(slice => StoredJson.Read(slice.Payload, StoredJson.Default.StatedRecord)),
        ];
}
