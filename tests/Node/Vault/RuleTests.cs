using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
using Evenhand.Node.Vault;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Vault;

/// <summary>A rule that would delete at once says how much first, and is set where that is confirmed.</summary>
public class RuleTests
{
    private static readonly AccountId Account = new(ServedVault.Account);
    private static readonly SetRule OneDay = new(RuleDesk.Retention, ServedVault.Recording, 1);

    [Fact]
    public async Task What_would_be_deleted_is_previewed_refused_with_figures_and_then_confirmed()
    {
        await using var vault = await ServedVault.AtAsync("2026-01-05");
        await vault.PutAsync("a", "bb", "held");
        await vault.HoldAsync("h", "held");
        await vault.PassAsync(25);
        await vault.PutAsync("young");
        var preview = vault.Vault.Rules.Preview(Account, OneDay);
        (preview.Things, preview.Size, preview.Kept).ShouldBe((2, 3, 1));
        $"{preview.Oldest!.Value.Instant}".ShouldStartWith("2026-01-05");
        var refused = await Should.ThrowAsync<RequestException>(() => SetAsync(vault, false));
        refused.Code.ShouldBe(Code.Unconfirmed);
        refused.Message.ShouldContain("2, of 3 bytes");
        (vault.Stored("retention.set"), await vault.GetAsync("a")).ShouldBe((0, "a"));
        await SetAsync(vault, true);
        (await vault.GetAsync("a")).ShouldBeNull();
        (await vault.GetAsync("held")).ShouldBe("held");
        (await vault.GetAsync("young")).ShouldBe("young");
        vault.Vault.Rules.Of(Account).ShouldContain(OneDay);
        vault.Vault.Rules.Of(Account).Count.ShouldBe(4);
    }

    [Fact]
    public async Task What_deletes_nothing_at_once_needs_no_word_and_what_the_policy_has_not_is_refused()
    {
        await using var vault = await ServedVault.AtAsync("2026-01-05");
        await vault.PutAsync("a");
        await SetAsync(vault, false);
        await vault.Vault.Rules.SetAsync(
            Account,
            OneDay with
            {
                After = null,
            },
            false,
            Sender.Itself,
            "none"
        );
        vault.Vault.Rules.Of(Account).ShouldAllBe(each => each.After == null);
        Should
            .Throw<RequestException>(() =>
                vault.Vault.Rules.Preview(Account, OneDay with { Class = "media" })
            )
            .Code.ShouldBe(Code.Unmet);
    }

    private static Task<IReadOnlyList<SetRule>> SetAsync(ServedVault vault, bool confirmed) =>
        vault.Vault.Rules.SetAsync(Account, OneDay, confirmed, Sender.Itself, $"set-{confirmed}");
}
