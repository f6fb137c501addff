using System.Text;
using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Node.Stored;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Vault;

/// <summary>What is stored while a target is active is copied there, once, whole, and told.</summary>
public class CopyTests
{
    private readonly Shelf shelf = new();

    [Fact]
    public async Task What_is_stored_from_then_on_is_copied_once_and_what_was_there_before_is_not()
    {
        await using var vault = await Copies.AtAsync(shelf);
        await vault.PutAsync("before");
        await vault.SetAsync();
        await vault.PutAsync("call-1", "call-2");
        await vault.WriteAsync("media-1", "media-1", "media");
        await vault.PassAsync(0);
        shelf.Lying().ShouldBe(["ours.example/call-1=call-1", "ours.example/call-2=call-2"]);
        shelf.Word.ShouldBe(Copies.Hidden);
        vault.Stored("object.offloaded").ShouldBe(2);
        vault.Offloads().ShouldBe(["call-1 ours done", "call-2 ours done"]);
        vault.CopyWaits().ShouldBeEmpty();
        var target = vault.Target();
        (target.IsActive, target.Due, target.Done, target.Failing).ShouldBe((true, 0, 2, null));
        await vault.PassAsync(30);
        (shelf.Puts, vault.Stored("object.offloaded")).ShouldBe((2, 2));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_a_process_left_the_next_one_takes_up(bool snapshots)
    {
        await using var vault = await Copies.AtAsync(shelf);
        await vault.SetAsync();
        shelf.Before = (_, _) =>
            throw new Evenhand.Stores.Targets.TargetException(
                Evenhand.Stores.Targets.TargetFault.Away,
                "it is away"
            );
        await vault.PutAsync("call-1");
        await vault.PassAsync(0);
        await vault.Served.RestartAsync(snapshots);
        vault.Target().Failing!.Value.Why.ShouldBe("it is away");
        shelf.Before = (_, _) => Task.CompletedTask;
        await vault.PassAsync(0.1);
        shelf.Lying().ShouldBe(["ours.example/call-1=call-1"]);
        (vault.Stored("object.offloaded"), vault.Target().Failing).ShouldBe((1, null));
    }

    [Fact]
    public async Task Each_target_has_its_own_copy_and_one_that_is_not_active_any_more_has_what_was_due()
    {
        await using var vault = await Copies.AtAsync(shelf);
        await vault.SetAsync(Copies.Order("one"));
        await vault.SetAsync(Copies.Order("two", "azure"));
        shelf.Before = (host, _) => host == "two.example" ? Away() : Task.CompletedTask;
        await vault.PutAsync("call-1");
        await vault.PassAsync(0);
        await vault.SetAsync(Copies.Order("two", "azure") with { IsActive = false });
        await vault.PutAsync("call-2");
        shelf.Before = (_, _) => Task.CompletedTask;
        await vault.PassAsync(2);
        shelf
            .Lying()
            .ShouldBe([
                "one.example/call-1=call-1",
                "one.example/call-2=call-2",
                "two.example/call-1=call-1",
            ]);
        vault.Target("two").IsActive.ShouldBeFalse();
    }

    [Fact]
    public async Task What_is_gone_before_it_was_copied_is_not()
    {
        await using var vault = await Copies.AtAsync(shelf);
        await vault.SetAsync();
        shelf.Before = (_, _) => Away();
        await vault.PutAsync("call-1", "call-2");
        await vault.PassAsync(0);
        await vault.DeleteAsync("call-1");
        shelf.Before = (_, _) => Task.CompletedTask;
        await vault.PassAsync(2);
        shelf.Lying().ShouldBe(["ours.example/call-2=call-2"]);
        vault.CopyWaits().ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_in_quarantine_is_copied_once_it_is_out()
    {
        await using var vault = await Copies.AtAsync(shelf);
        await vault.SetAsync();
        shelf.Before = (_, _) => Away();
        await vault.PutAsync("call-1");
        await vault.PassAsync(0);
        await vault.SendAsync(
            "report.filed",
            """{"clause":"content-harmful-software","by":"ann","about":"so","object":"call-1"}"""
        );
        shelf.Before = (_, _) => Task.CompletedTask;
        await vault.PassAsync(2);
        shelf.Lying().ShouldBeEmpty();
        vault.Offloads().ShouldBe(["call-1 ours quarantined"]);
        await vault.SendAsync(
            "quarantine.lifted",
            """{"object":"call-1","by":"bob","reason":"so"}"""
        );
        await vault.PassAsync(0);
        shelf.Lying().ShouldBe(["ours.example/call-1=call-1"]);
        vault.Offloads().ShouldBe(["call-1 ours done"]);
    }

    [Fact]
    public async Task A_rule_that_is_to_wait_for_the_copy_deletes_after_it()
    {
        await using var vault = await Copies.AtAsync(
            shelf,
            each => each with { MostRemoved = 100 }
        );
        await vault.SetAsync(Copies.Order() with { IsBeforeDelete = true });
        await vault.RetainAsync(1);
        shelf.Before = (_, _) => Away();
        await vault.PutAsync("call-1");
        await vault.PassAsync(60);
        await vault.PassAsync(60);
        vault.Lying().ShouldBe(["call-1"]);
        shelf.Before = (_, _) => Task.CompletedTask;
        await vault.PassAsync(2);
        shelf.Lying().ShouldBe(["ours.example/call-1=call-1"]);
        await vault.PassAsync(0);
        await vault.PassAsync(25);
        vault.Lying().ShouldBeEmpty();
    }

    [Fact]
    public async Task What_comes_later_under_a_name_lies_beside_what_was_copied_under_it()
    {
        await using var vault = await Copies.AtAsync(shelf);
        await vault.SetAsync();
        await vault.WriteAsync("call-1", "first");
        await vault.PassAsync(0);
        await vault.DeleteAsync("call-1");
        await vault.PassAsync(1);
        await vault.WriteAsync("call-1", "second");
        await vault.PassAsync(0);
        shelf.Lying().Length.ShouldBe(2);
        shelf.Lying()[0].ShouldBe("ours.example/call-1=first");
        shelf.Lying()[1].ShouldStartWith("ours.example/call-1_");
        shelf.Lying()[1].ShouldEndWith("=second");
        vault.Offloads().ShouldBe(["call-1 ours done"]);
    }

    [Fact]
    public async Task What_lies_cold_is_brought_back_first_and_no_retrieval_is_counted()
    {
        ServedVault? made = null;
        var cloud = new ColdCloud(() => made!.Served.Clock.GetUtcNow(), TimeSpan.FromHours(5));
        await using var vault = made = await Copies.AtAsync(
            shelf,
            each => each with { Store = cloud.Over(each.Store!) }
        );
        await vault.SetAsync();
        shelf.Before = (_, _) => Away();
        await vault.PutAsync("call-1");
        await vault.SendAsync("object.moved", """{"object":"call-1","tier":"cold"}""");
        await vault.PassAsync(0);
        shelf.Before = (_, _) => Task.CompletedTask;
        await vault.PassAsync(0.05);
        vault.CopyWaits().ShouldHaveSingleItem().Why.ShouldBe("restoring");
        await vault.PassAsync(5.2);
        shelf.Lying().ShouldBe(["ours.example/call-1=call-1"]);
        vault.Stored("object.retrieved").ShouldBe(0);
    }

    [Fact]
    public async Task No_secret_stands_in_the_ledger_or_the_trail_as_it_is()
    {
        await using var vault = await Copies.AtAsync(shelf);
        await vault.SetAsync();
        await vault.PutAsync("call-1");
        await vault.PassAsync(0);
        var slices = vault.Served.Ledger.Read(StreamName.Of(ServedVault.Account), 0).ToArray();
        slices
            .Single(each => each.Kind == SliceKind.CopyTarget)
            .Payload.Length.ShouldBeGreaterThan(100);
        foreach (var slice in slices)
            Encoding.Latin1.GetString(slice.Payload.Span).ShouldNotContain(Copies.Hidden);
        var begun = slices
            .Where(each => each.Kind == SliceKind.Offload)
            .Select(each => OffloadEntry.Read(each.Payload))
            .ShouldHaveSingleItem()
            .ShouldBeOfType<OffloadBegun>();
        (begun.Thing, begun.Target).ShouldBe(("call-1", "ours"));
        var trail = await vault.Served.Node.AuditAsync(
            new() { Account = new AccountId(ServedVault.Account) },
            99
        );
        trail.Items.ShouldContain(each => each.Type == "target.set");
    }

    private static Task Away() =>
        throw new Evenhand.Stores.Targets.TargetException(
            Evenhand.Stores.Targets.TargetFault.Away,
            "it is away"
        );
}
