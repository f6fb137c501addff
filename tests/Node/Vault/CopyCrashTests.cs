using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Node.Stored;
using Evenhand.Stores.Targets;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Vault;

/// <summary>
/// A process that dies at each of its calls to target, store, ledger and clock while copies are made. After a restart each is there, whole, once, under its
/// final name, and is told.
/// </summary>
public class CopyCrashTests
{
    private static readonly string[] Names = ["call-1", "call-2", "call-3"];

    [Fact]
    public async Task Whatever_call_is_the_last_one_each_copy_is_there_once_and_told()
    {
        var calls = await Crashes.RunAsync(RunAsync);
        calls.Count(each => each == "PutAsync").ShouldBeGreaterThan(4);
        calls.Count(each => each == "MoveAsync").ShouldBe(3);
        calls.Count(each => each == "append").ShouldBeGreaterThan(6);
    }

    private static async Task RunAsync(CrashPlan plan, string name)
    {
        var shelf = new Shelf
        {
            Called = call =>
                plan.Meet(call, () => new TargetException(TargetFault.Away, "the process is dead")),
            Died = plan.Die,
        };
        await using var vault = await Copies.AtAsync(
            shelf,
            each => each with { Store = plan.Between(each.Store!) },
            plan.Between
        );
        vault.Served.Clock.Asked = plan.Look;
        await vault.SetAsync();
        plan.Watch();
        var stored = 0;
        foreach (var each in Names)
            if (await Crashes.TryAsync(() => vault.PutAsync(each)))
                stored++;
        await Crashes.TryAsync(() => vault.PassAsync(0));
        await Crashes.TryAsync(() => vault.PassAsync(0.1));
        await Crashes.RestartAsync(vault, plan);
        foreach (var each in Names)
            if (vault.Vault.Find(new AccountId(ServedVault.Account), each) is null)
                await vault.PutAsync(each);
        await vault.PassAsync(0);
        await vault.PassAsync(2);
        shelf.Lying().ShouldBe([.. Names.Select(each => $"ours.example/{each}={each}")], name);
        vault.Offloads().ShouldBe([.. Names.Select(each => $"{each} ours done")], name);
        vault.CopyWaits().ShouldBeEmpty(name);
        vault.Target().Failing.ShouldBeNull(name);
        Facts(vault).ShouldBe(Names, ignoreOrder: true, name);
        var begun = vault
            .Served.Ledger.Read(
                StreamName.Of(new AccountId(ServedVault.Account)),
                0,
                SliceKinds.Of(SliceKind.Offload)
            )
            .Select(slice => OffloadEntry.Read(slice.Payload))
            .OfType<OffloadBegun>()
            .Select(each => each.Thing)
            .ToArray();
        begun.Distinct().ShouldBe(Names, ignoreOrder: true, name);
        begun.Length.ShouldBeLessThanOrEqualTo(Names.Length + 1, name);
    }

    /// <summary>The things of which it was told that they were copied, each time it was.</summary>
    private static string[] Facts(ServedVault vault) =>
        [
            .. Names.SelectMany(each =>
                Enumerable.Repeat(
                    each,
                    vault
                        .Served.Node.Export(new AccountId(ServedVault.Account))
                        .Count(line =>
                            line.Contains("\"object.offloaded\"", StringComparison.Ordinal)
                            && line.Contains($"\"{each}\"", StringComparison.Ordinal)
                        )
                )
            ),
        ];
}
