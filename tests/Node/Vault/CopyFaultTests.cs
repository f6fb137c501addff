using Evenhand.Stores.Targets;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Vault;

/// <summary>A target that fails delays itself alone, is tried again later each time, and is shown; what one copy fails with holds up no other.</summary>
public class CopyFaultTests
{
    private const double Minute = 1.0 / 60;

    private readonly Shelf shelf = new();

    [Fact]
    public async Task One_that_is_away_is_tried_later_each_time_and_once_it_is_back_all_is_copied()
    {
        await using var vault = await FailingAsync(TargetFault.Away);
        await vault.PutAsync("call-1", "call-2");
        await vault.PassAsync(0);
        int[] tries = [1, 1, 2, 2, 2, 2, 3];
        for (var passed = 0; passed < tries.Length; passed++)
        {
            shelf.Puts.ShouldBe(tries[passed], $"after {passed} half minutes");
            await vault.PassAsync(Minute / 2 + 0.0001);
        }
        var wait = vault.CopyWaits().ShouldHaveSingleItem();
        (wait.Why, wait.Detail, wait.Things, wait.Target).ShouldBe(
            ("failed", "it says: Away", 2, "ours")
        );
        Mend();
        await vault.PassAsync(1);
        shelf.Lying().Length.ShouldBe(2);
        vault.Target().Failing.ShouldBeNull();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task When_it_is_tried_again_outlives_the_accounts_place_in_memory(bool snapshots)
    {
        await using var vault = await FailingAsync(TargetFault.Busy, TimeSpan.FromHours(3));
        await vault.PutAsync("call-1");
        await vault.PassAsync(0);
        var since = vault.Target().Failing!.Value.Since;
        for (var passed = 0; passed < 2; passed++)
        {
            await vault.Served.RestartAsync(snapshots);
            await vault.PassAsync(1);
            shelf.Puts.ShouldBe(1);
        }
        await vault.PassAsync(1.1);
        shelf.Puts.ShouldBe(2);
        await vault.Served.RestartAsync(snapshots);
        vault.Target().Failing!.Value.Since.ShouldBe(since);
        Mend();
        await vault.PassAsync(3.1);
        shelf.Lying().Length.ShouldBe(1);
    }

    [Fact]
    public async Task One_that_wants_to_be_asked_less_is_left_alone_for_as_long_as_it_said()
    {
        await using var vault = await FailingAsync(TargetFault.Busy, TimeSpan.FromHours(3));
        await vault.PutAsync("call-1");
        await vault.PassAsync(0);
        Mend();
        await vault.PassAsync(2.9);
        (shelf.Puts, vault.Target().Failing!.Value.Fault).ShouldBe((1, "Busy"));
        await vault.PassAsync(0.2);
        shelf.Lying().Length.ShouldBe(1);
    }

    [Theory]
    [InlineData(TargetFault.Refused)]
    [InlineData(TargetFault.Expired)]
    [InlineData(TargetFault.Forbidden)]
    [InlineData(TargetFault.Stranger)]
    [InlineData(TargetFault.Private)]
    public async Task One_that_needs_a_person_is_tried_seldom_until_it_is_set_right(
        TargetFault fault
    )
    {
        await using var vault = await FailingAsync(fault);
        await vault.PutAsync("call-1");
        await vault.PassAsync(0);
        await vault.PassAsync(0.9);
        shelf.Puts.ShouldBe(1);
        (await vault.TryAsync()).Fault.ShouldBe($"{fault}");
        Mend();
        await vault.SetAsync();
        await vault.PassAsync(0);
        shelf.Lying().Length.ShouldBe(1);
        vault.Target().Failing.ShouldBeNull();
    }

    [Fact]
    public async Task One_that_is_full_is_told_after_an_hour_once_and_a_trial_that_is_well_has_all_copied()
    {
        await using var vault = await FailingAsync(TargetFault.Full);
        await vault.PutAsync("call-1", "call-2");
        await vault.PassAsync(0);
        vault.Stored("object.offload-failed").ShouldBe(0);
        foreach (var hours in new[] { 0.5, 0.6, 1.1, 1.1, 1.1 })
            await vault.PassAsync(hours);
        vault.Stored("object.offload-failed").ShouldBe(1);
        vault.Offloads().ShouldBe(["call-1 ours failed", "call-2 ours due"]);
        Mend();
        (await vault.TryAsync()).Fault.ShouldBeNull();
        await vault.PassAsync(0);
        vault.Offloads().ShouldBe(["call-1 ours done", "call-2 ours done"]);
    }

    [Fact]
    public async Task One_that_alters_a_file_has_it_under_no_name_and_the_others_go_on()
    {
        await using var vault = await Copies.AtAsync(shelf);
        await vault.SetAsync();
        shelf.Altering = bytes => bytes is [.., (byte)'1'] ? [.. bytes, 0] : bytes;
        await vault.PutAsync("call-1", "call-2", "call-3");
        await vault.PassAsync(0);
        await vault.PassAsync(2 * Minute);
        shelf.Lying().ShouldBe(["ours.example/call-2=call-2", "ours.example/call-3=call-3"]);
        shelf.Altering = bytes => bytes;
        await vault.PassAsync(2);
        shelf.Lying().Length.ShouldBe(3);
    }

    [Fact]
    public async Task Where_another_file_has_the_name_it_is_told_at_once_and_the_others_go_on()
    {
        await using var vault = await Copies.AtAsync(shelf);
        await vault.SetAsync();
        shelf.Before = (_, name) =>
            name.StartsWith("call-1", StringComparison.Ordinal)
                ? throw new TargetException(TargetFault.Taken, "something else lies there")
                : Task.CompletedTask;
        await vault.PutAsync("call-1", "call-2");
        await vault.PassAsync(0);
        shelf.Lying().ShouldBe(["ours.example/call-2=call-2"]);
        vault.Offloads().ShouldBe(["call-1 ours failed", "call-2 ours done"]);
        (vault.Stored("object.offload-failed"), vault.Target().Failing).ShouldBe((1, null));
    }

    [Fact]
    public async Task A_slow_one_delays_itself_alone()
    {
        var slow = new TaskCompletionSource();
        await using var vault = await Copies.AtAsync(shelf);
        await vault.SetAsync(Copies.Order("slow"));
        await vault.SetAsync(Copies.Order("quick"));
        shelf.Before = (host, _) => host == "slow.example" ? slow.Task : Task.CompletedTask;
        var quick = shelf.UntilLyingAsync(2);
        await vault.PutAsync("call-1");
        await vault.PutAsync("call-2");
        await quick.WaitAsync(Wait.Longest, TestContext.Current.CancellationToken);
        shelf.Lying().ShouldBe(["quick.example/call-1=call-1", "quick.example/call-2=call-2"]);
        slow.SetResult();
        await vault.PassAsync(0);
        shelf.Lying().Length.ShouldBe(4);
    }

    [Fact]
    public async Task What_the_store_itself_gives_out_otherwise_is_no_fault_of_the_targets()
    {
        await using var vault = await FailingAsync(TargetFault.Away);
        await vault.PutAsync("call-1", "call-2");
        await vault.PassAsync(0);
        var file = Directory
            .EnumerateFiles(
                Path.Combine(vault.Served.Data, "vault", "hot"),
                "*",
                SearchOption.AllDirectories
            )
            .Single(each => File.ReadAllText(each) == "call-1");
        await File.WriteAllTextAsync(file, "CALL-1", TestContext.Current.CancellationToken);
        Mend();
        await vault.PassAsync(1);
        shelf.Lying().ShouldBe(["ours.example/call-2=call-2"]);
        vault.Target().Failing.ShouldBeNull();
        vault.CopyWaits().ShouldHaveSingleItem().Detail!.ShouldContain("not as they came");
    }

    [Fact]
    public async Task Credentials_whose_keys_are_lost_have_to_be_given_again()
    {
        await using var vault = await Copies.AtAsync(shelf);
        await vault.SetAsync();
        await vault.Served.StopAsync();
        shelf.Seal = new Shelf().Seal;
        await vault.Served.StartAsync();
        await vault.PutAsync("call-1");
        await vault.PassAsync(0);
        var wrong = vault.Target().Failing!.Value;
        (wrong.Fault, wrong.Why).ShouldBe(
            (
                "Refused",
                "its credentials were sealed by keys that are lost: they have to be given again"
            )
        );
        await vault.SetAsync();
        await vault.PassAsync(0);
        shelf.Lying().Length.ShouldBe(1);
    }

    private async Task<ServedVault> FailingAsync(TargetFault fault, TimeSpan? after = null)
    {
        var vault = await Copies.AtAsync(shelf);
        await vault.SetAsync();
        shelf.Before = (_, _) =>
            throw new TargetException(fault, $"it says: {fault}") { After = after };
        return vault;
    }

    private void Mend() => shelf.Before = (_, _) => Task.CompletedTask;
}
