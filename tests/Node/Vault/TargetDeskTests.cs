using System.Collections.Immutable;
using Evenhand.Core.Codes;
using Evenhand.Core.Effects;
using Evenhand.Node.Refusals;
using Evenhand.Node.Vault;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Vault;

/// <summary>Targets are set, shown without their secrets, tried and taken away.</summary>
public class TargetDeskTests
{
    private readonly Shelf shelf = new();

    [Fact]
    public async Task What_is_set_is_shown_without_its_secrets()
    {
        await using var vault = await Copies.AtAsync(shelf);
        var set = await vault.SetAsync(Copies.Order() with { IsBeforeDelete = true });
        (set.Kind, set.IsActive, set.IsBeforeDelete, set.Due, set.Done).ShouldBe(
            ("sftp", true, true, 0, 0)
        );
        set.Settings.ShouldBe(Copies.Order().Settings);
        (set.Set, set.By!.Key).ShouldNotBe((null, null));
        $"{set} {Copies.Order()}".ShouldNotContain(Copies.Hidden);
        vault.Target().ShouldBe(set with { Settings = vault.Target().Settings });
    }

    [Fact]
    public async Task It_is_active_or_not_as_it_is_wanted()
    {
        await using var vault = await Copies.AtAsync(shelf);
        (await vault.SetAsync(Copies.Order() with { IsActive = false })).IsActive.ShouldBeFalse();
        vault.Stored("offload.activated").ShouldBe(0);
        (await vault.SetAsync()).IsActive.ShouldBeTrue();
        (await vault.SetAsync()).IsActive.ShouldBeTrue();
        vault.Stored("offload.activated").ShouldBe(1);
        (
            await vault.SetAsync(Copies.Order() with { IsBeforeDelete = true })
        ).IsBeforeDelete.ShouldBeTrue();
        (vault.Stored("offload.activated"), vault.Stored("offload.deactivated")).ShouldBe((2, 1));
    }

    [Fact]
    public async Task What_is_not_as_it_has_to_be_is_refused_and_nothing_is_set()
    {
        await using var vault = await Copies.AtAsync(shelf);
        await RefusedAsync(vault, Copies.Order("Big"), Code.Malformed, "1 to 64");
        await RefusedAsync(vault, Copies.Order("a/b"), Code.Malformed, "1 to 64");
        await RefusedAsync(vault, Copies.Order(kind: "tape"), Code.Malformed, "sftp, azure");
        await RefusedAsync(
            vault,
            Copies.Order() with
            {
                Settings = ImmutableSortedDictionary<string, string>.Empty,
            },
            Code.Malformed,
            "`host` is missing"
        );
        vault.Vault.Targets.All(new(ServedVault.Account)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_kind_that_the_policy_does_not_list_is_refused()
    {
        await using var vault = await Copies.AtAsync(shelf);
        await vault.Served.SendAsync(
            new Evenhand.Tests.Core.Story { Account = "other" }.At(
                "2026-01-01",
                "account.opened",
                """{"policy":"stackcx","currency":"USD","time_zone":"UTC","cycle_day":1,"plan":"starter"}"""
            )
        );
        var wrong = await Should.ThrowAsync<RequestException>(() =>
            vault.Vault.Targets.SetAsync(
                new("other"),
                Copies.Order(),
                new Evenhand.Node.Roles.Sender((Evenhand.Node.Roles.Key?)null)
            )
        );
        (wrong.Code, wrong.Unmet).ShouldBe((Code.Unmet, Unmet.Kind));
    }

    [Fact]
    public async Task One_that_is_taken_away_takes_its_credentials_along_and_what_is_due_waits()
    {
        await using var vault = await Copies.AtAsync(shelf);
        await vault.SetAsync();
        shelf.Before = (_, _) => throw new IOException("it breaks");
        await vault.PutAsync("call-1");
        await vault.PassAsync(0);
        await vault.EndAsync();
        shelf.Before = (_, _) => Task.CompletedTask;
        await vault.PassAsync(3);
        shelf.Lying().ShouldBeEmpty();
        var wait = vault.CopyWaits().ShouldHaveSingleItem();
        (wait.Why, wait.Target).ShouldBe(("target", "ours"));
        vault.Vault.Targets.All(new(ServedVault.Account)).ShouldBeEmpty();
        (await Should.ThrowAsync<RequestException>(() => vault.TryAsync())).Code.ShouldBe(
            Code.NotFound
        );
        await vault.SetAsync(Copies.Order() with { IsActive = false });
        await vault.PassAsync(0);
        shelf.Lying().ShouldBe(["ours.example/call-1=call-1"]);
    }

    [Fact]
    public async Task What_was_sealed_for_one_target_opens_no_other()
    {
        await using var vault = await Copies.AtAsync(shelf);
        var seals = new TargetSeals(shelf.Seal);
        var secrets = Copies.Order().Secrets;
        var text = seals.Seal(new("acme"), "ours", secrets);
        text.ShouldNotContain(Copies.Hidden);
        var set = new Evenhand.Node.Stored.CopyTargetSet(
            "ours",
            "sftp",
            Copies.Order().Settings,
            text,
            default,
            Evenhand.Node.Roles.Doer.CommandLine
        );
        seals.Open(new("acme"), set).Secret("word").ShouldBe(Copies.Hidden);
        foreach (
            var open in (Action[])
                [
                    () => seals.Open(new("other"), set),
                    () => seals.Open(new("acme"), set with { Name = "theirs" }),
                ]
        )
            Should.Throw<Evenhand.Stores.Targets.TargetException>(open);
    }

    private static async Task RefusedAsync(
        ServedVault vault,
        TargetOrder order,
        Code code,
        string what
    )
    {
        var wrong = await Should.ThrowAsync<RequestException>(() => vault.SetAsync(order));
        (wrong.Code, wrong.Message.Contains(what, StringComparison.Ordinal)).ShouldBe(
            (code, true),
            wrong.Message
        );
        wrong.Message.ShouldNotContain(Copies.Hidden);
    }
}
