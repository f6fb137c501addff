using Evenhand.Core.Stream;
using Evenhand.Ledger;
using Evenhand.Node.Stored;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Vault;

/// <summary>
/// A process that dies at each of its calls while an export is made. After a restart it comes to be ready, once, and what is in it is what
/// would have been in it.
/// </summary>
public class ExportCrashTests
{
    private static readonly string[] Names = ["a", "b", "c"];

    [Fact]
    public async Task Whatever_call_is_the_last_one_the_export_is_whole_and_told_once()
    {
        var calls = await Crashes.RunAsync(RunAsync);
        calls.Count(each => each == "OpenAsync").ShouldBeGreaterThan(5);
        calls.Count(each => each == "append").ShouldBeGreaterThan(4);
    }

    private static async Task RunAsync(CrashPlan plan, string name)
    {
        await using var vault = await ServedVault.AtAsync(
            "2026-01-05",
            each => each with { Store = plan.Between(each.Store!), ExportPart = 2 },
            plan.Between
        );
        vault.Served.Clock.Asked = plan.Look;
        await vault.PutAsync(Names);
        plan.Watch();
        var asked = await Crashes.TryAsync(() => vault.ExportAsync("e1"));
        await Crashes.TryAsync(() => vault.PassAsync(0));
        await Crashes.TryAsync(() => vault.PassAsync(2));
        await Crashes.RestartAsync(vault, plan);
        if (!asked)
            await vault.ExportAsync("e1");
        await vault.PassAsync(0);
        await vault.PassAsync(2);
        vault.Export("e1").State.ShouldBe("ready", name);
        var read = await vault.ReadAsync("e1");
        read.ShouldBe(Names.ToDictionary(each => each), ignoreOrder: true, name);
        vault.Stored("export.ready").ShouldBe(1, name);
        ExportEntry[] written =
        [
            .. vault
                .Served.Ledger.Read(
                    StreamName.Of(new AccountId(ServedVault.Account)),
                    0,
                    SliceKinds.Of(SliceKind.Export)
                )
                .Select(slice => ExportEntry.Read(slice.Payload)),
        ];
        written.OfType<ExportPart>().Select(each => each.Number).ShouldBe([1, 2], name);
        written.OfType<ExportMade>().Count().ShouldBe(1, name);
        vault.Waits().ShouldBeEmpty(name);
    }
}
