using Evenhand.Core.Codes;
using Evenhand.Core.Stream;
using Evenhand.Node.Keys;
using Evenhand.Node.Refusals;
using Evenhand.Node.Roles;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Keys;

/// <summary>Keys: made once, kept as hashes, rotated with an hour's overlap, revoked at once, the same on every node.</summary>
public class KeyRingTests
{
    [Fact]
    public async Task A_key_is_found_by_its_text_alone_also_after_a_restart()
    {
        await using var served = await ServedNode.At("2026-01-01");
        var (key, text) = await served.Node.Keys.CreateAsync(
            Role.Ingest,
            AccountId.None,
            "the reporter"
        );
        text.Length.ShouldBeGreaterThan(40);
        served.Node.Keys.Find(text).ShouldBe(key);
        (key.Roles, key.Name, key.Created).ShouldBe((Role.Ingest, "the reporter", served.Now));
        await served.RestartAsync();
        served.Node.Keys.Find(text).ShouldBe(key);
        foreach (
            var other in new[]
            {
                "",
                text + "x",
                text[..^1],
                key.Id,
                new string('x', 513),
                "\ud800",
            }
        )
            served.Node.Keys.Find(other).ShouldBeNull();
        FilesHold(served, text).ShouldBeFalse();
    }

    [Fact]
    public async Task A_rotated_key_works_for_an_hour_beside_the_new_one()
    {
        await using var served = await ServedNode.At("2026-01-01");
        var (old, oldText) = await served.Node.Keys.CreateAsync(
            Role.Account,
            new AccountId("acme"),
            "theirs"
        );
        var (made, text) = await served.Node.Keys.RotateAsync(old.Id);
        (made.Roles, made.Account.Text, made.Name).ShouldBe((Role.Account, "acme", "theirs"));
        served.Clock.Set("2026-01-01T00:59:59Z");
        served.Node.Keys.Find(oldText)!.Id.ShouldBe(old.Id);
        await served.RestartAsync();
        served.Node.Keys.Find(oldText)!.Id.ShouldBe(old.Id);
        served.Clock.Set("2026-01-01T01:00:00Z");
        served.Node.Keys.Find(oldText).ShouldBeNull();
        served.Node.Keys.Find(text)!.Id.ShouldBe(made.Id);
        (
            await Should.ThrowAsync<RequestException>(() => served.Node.Keys.RotateAsync(old.Id))
        ).Code.ShouldBe(Code.Conflict);
    }

    [Fact]
    public async Task A_revoked_key_ceases_at_once_and_stays_in_the_list()
    {
        await using var served = await ServedNode.At("2026-01-01");
        var (key, text) = await served.Node.Keys.CreateAsync(Role.Admin, AccountId.None, "mine");
        var revoked = await served.Node.Keys.RevokeAsync(key.Id);
        revoked.Revoked.ShouldBe(served.Now);
        served.Node.Keys.Find(text).ShouldBeNull();
        served.Clock.Set("2026-01-02");
        (await served.Node.Keys.RevokeAsync(key.Id)).ShouldBe(revoked);
        await served.RestartAsync();
        served.Node.Keys.Find(text).ShouldBeNull();
        served.Node.Keys.All.ShouldHaveSingleItem().ShouldBe(revoked);
        (
            await Should.ThrowAsync<RequestException>(() => served.Node.Keys.RevokeAsync("none"))
        ).Code.ShouldBe(Code.UnknownKey);
    }

    [Fact]
    public async Task A_rotated_key_can_be_revoked_before_its_hour_is_over()
    {
        await using var served = await ServedNode.At("2026-01-01");
        var (old, text) = await served.Node.Keys.CreateAsync(Role.Gate, AccountId.None, "leaked");
        await served.Node.Keys.RotateAsync(old.Id);
        await served.Node.Keys.RevokeAsync(old.Id);
        served.Node.Keys.Find(text).ShouldBeNull();
    }

    [Fact]
    public async Task Another_node_learns_of_keys_and_of_their_end()
    {
        await using var one = await ServedNode.At("2026-01-01");
        await using var other = await one.BesideAsync();
        var (key, text) = await one.Node.Keys.CreateAsync(Role.Read, AccountId.None, "both");
        await other.Node.LookAfterDueAsync();
        other.Node.Keys.Find(text).ShouldBe(key);
        await other.Node.Keys.RevokeAsync(key.Id);
        await one.Node.LookAfterDueAsync();
        one.Node.Keys.Find(text).ShouldBeNull();
    }

    [Fact]
    public async Task A_chosen_key_is_taken_once_as_an_admins()
    {
        await using var served = await ServedNode.At("2026-01-01");
        const string Chosen = "a text of my own choice";
        await served.Node.Keys.AdoptAsync(Chosen);
        await served.Node.Keys.AdoptAsync(Chosen);
        await served.RestartAsync();
        await served.Node.Keys.AdoptAsync(Chosen);
        served.Node.Keys.All.ShouldHaveSingleItem().Roles.ShouldBe(Role.Admin);
        served.Node.Keys.Find(Chosen).ShouldNotBeNull();
        await Should.ThrowAsync<RequestException>(() =>
            served.Node.Keys.AdoptAsync(new string('k', KeyRing.LongestText + 1))
        );
    }

    [Theory]
    [InlineData(Role.Account, "")]
    [InlineData(Role.Read, "acme")]
    public async Task A_key_of_an_account_names_it_and_no_other_key_does(Role role, string account)
    {
        await using var served = await ServedNode.At("2026-01-01");
        var refused = await Should.ThrowAsync<RequestException>(() =>
            served.Node.Keys.CreateAsync(role, new AccountId(account), "wrong")
        );
        refused.Code.ShouldBe(Code.Malformed);
        served.Node.Keys.All.ShouldBeEmpty();
    }

    [Fact]
    public void The_numbers_of_roles_never_change() =>
        Enum.GetValues<Role>()
            .Select(role => $"{(int)role} {role}")
            .ShouldBe([
                "1 Ingest",
                "2 Gate",
                "3 Read",
                "4 Operator",
                "5 Admin",
                "6 Account",
                "7 Billing",
                "8 Reviewer",
                "9 Content",
            ]);

    private static bool FilesHold(ServedNode served, string text) =>
        Directory
            .EnumerateFiles(served.Data)
            .Any(file =>
            {
                using var stream = new FileStream(
                    file,
                    FileMode.Open,
                    FileAccess.Read,
                    FileShare.ReadWrite
                );
                using var memory = new MemoryStream();
                stream.CopyTo(memory);
                return memory.ToArray().AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(text))
                    >= 0;
            });
}
