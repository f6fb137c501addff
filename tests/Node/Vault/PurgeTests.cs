using System.Security.Cryptography;
using Evenhand.Core.Stream;
using Evenhand.Node.Vault;
using Evenhand.Tests.Core;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Vault;

/// <summary>After the end of a contract all bytes leave the store that nothing keeps, and a certificate says which.</summary>
public class PurgeTests
{
    private const double Day = 24;

    [Fact]
    public async Task An_account_goes_from_its_end_through_holds_and_an_export_to_its_purge()
    {
        await using var vault = await ServedVault.AtAsync(
            "2026-01-05",
            each => each with { MostRemoved = 100 }
        );
        await vault.PutAsync("vendors", "customers", "free", "mine");
        await vault.SendAsync(
            "hold.placed",
            """{"hold":"v","by":"bob","reason":"so","objects":["vendors"],"side":"vendor"}"""
        );
        await vault.HoldAsync("c", "customers");
        await vault.DeleteAsync("mine");
        await vault.SendAsync("account.terminated", "{}");
        await vault.PassAsync(5 * Day);
        await vault.ExportAsync("e1");
        await vault.PassAsync(0);
        vault.Export("e1").State.ShouldBe("ready");
        await vault.PassAsync(26 * Day);
        await vault.PassAsync(2 * Day);
        vault.Export("e1").State.ShouldBe("over");
        vault.Lying().ShouldBe(["customers", "vendors"]);
        await vault.PassAsync(4 * Day);
        await vault.PassAsync(2 * Day);
        vault.Lying().ShouldBe(["vendors"]);
        var first = Purges(vault);
        first.Sum(each => each.Things).ShouldBe(2);
        first[^1].Kept.ShouldBe(1);
        first[0].Clause.ShouldBe("end-retention");
        await vault.SendAsync("hold.released", """{"hold":"v","by":"bob","reason":"over"}""");
        await vault.PassAsync(1);
        await vault.PassAsync(2 * Day);
        vault.Lying().ShouldBeEmpty();
        vault.Waits().ShouldBeEmpty();
        (await vault.FindingsAsync()).ShouldBeEmpty();
        var all = Purges(vault);
        (all[^1].Things, all[^1].Kept, all[^1].Bytes).ShouldBe((1, 0, "vendors".Length));
        string[] listed =
        [
            .. (await Task.WhenAll(all.Select(each => ListedAsync(vault, each)))).SelectMany(each =>
                each
            ),
        ];
        listed
            .Select(line => line.Split('"')[3])
            .ShouldBe(["customers", "free", "vendors"], ignoreOrder: true);
        listed.ShouldAllBe(line =>
            line.Contains(HashOf(line.Split('"')[3]), StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_end_that_is_known_in_good_time_asks_nobody_once_more(bool snapshots)
    {
        await using var vault = await ManyAsync();
        await vault.SendAsync("account.terminated", "{}");
        await vault.PassAsync(29 * Day);
        await vault.Served.RestartAsync(snapshots);
        await vault.PassAsync(2 * Day);
        await vault.PassAsync(2 * Day);
        vault.Lying().ShouldBeEmpty();
        Purges(vault).Sum(each => each.Things).ShouldBe(12);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_end_that_is_said_when_its_purge_is_due_waits_for_a_person(bool snapshots)
    {
        await using var vault = await ManyAsync();
        var end = vault.Served.Now.Instant.Plus(NodaTime.Duration.FromDays(1));
        await vault.PassAsync(30 * Day);
        var late = new Story { Account = ServedVault.Account };
        (
            await vault.Served.SendAsync([
                .. late.At($"{end}", "account.terminated", "{}", "late").Lines,
            ])
        ).Rejected.ShouldBeEmpty();
        await vault.PassAsync(2 * Day);
        await vault.Served.RestartAsync(snapshots);
        await vault.PassAsync(2 * Day);
        vault.Lying().Length.ShouldBe(12);
        vault.Waits().ShouldBe(["brake 12"]);
    }

    private static async Task<ServedVault> ManyAsync()
    {
        var vault = await ServedVault.AtAsync("2026-01-05");
        await vault.PutAsync([.. Enumerable.Range(0, 12).Select(n => $"t{n:00}")]);
        return vault;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_certificate_is_made_once_and_its_list_stays_as_it_was(bool snapshots)
    {
        await using var vault = await ServedVault.AtAsync(
            "2026-01-05",
            each => each with { MostRemoved = 100 }
        );
        await vault.PutAsync("a", "b");
        await vault.SendAsync("account.terminated", "{}");
        await vault.PassAsync(31 * Day);
        await vault.PassAsync(1.5 * Day);
        var made = Purges(vault).ShouldHaveSingleItem();
        (made.Things, made.Bytes, made.Kept).ShouldBe((2, 2, 0));
        await vault.Served.RestartAsync(snapshots);
        await vault.PassAsync(10 * Day);
        Purges(vault).ShouldBe([made]);
        (await ListedAsync(vault, made)).Length.ShouldBe(2);
    }

    private static IReadOnlyList<PurgeFigures> Purges(ServedVault vault) =>
        vault.Vault.Purges(new AccountId(ServedVault.Account));

    /// <summary>The lines of a certificate, which have its hash.</summary>
    private static async Task<string[]> ListedAsync(ServedVault vault, PurgeFigures of)
    {
        var all = new MemoryStream();
        await foreach (
            var line in vault.Vault.PurgedAsync(new AccountId(ServedVault.Account), of.Number)
        )
            all.Write(line);
        Convert.ToHexStringLower(SHA256.HashData(all.ToArray())).ShouldBe(of.Sha256);
        return System
            .Text.Encoding.UTF8.GetString(all.ToArray())
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string HashOf(string bytes) =>
        Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(bytes)));
}
