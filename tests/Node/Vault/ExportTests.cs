using Evenhand.Core.Effects;
using Evenhand.Core.Stream;
using Evenhand.Node.Refusals;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Vault;

/// <summary>Exports are made part by part, read from any byte, and keep what is in them as long as they can be fetched.</summary>
public class ExportTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task All_of_the_list_is_in_its_parts_and_stays_so(bool snapshots)
    {
        await using var vault = await AtAsync();
        string[] names = ["a/../b", "b", "c", "cold", "ä"];
        await vault.PutAsync(names);
        await vault.SendAsync("object.moved", """{"object":"cold","tier":"cold"}""");
        await vault.SendAsync(
            "object.stored",
            """{"object":"counted","class":"call-recording","bytes":9}"""
        );
        await vault.ExportAsync("e1");
        await vault.ExportAsync("e1");
        await vault.PassAsync(0);
        var made = vault.Export("e1");
        (made.State, made.Things, made.Done).ShouldBe(("ready", 6, 6));
        made.Parts.Count.ShouldBeGreaterThan(1);
        var before = await vault.ReadAsync("e1");
        before.Keys.ShouldBe([.. names, "counted"], ignoreOrder: true);
        foreach (var name in names)
            before[name].ShouldBe(name);
        before["counted"].ShouldContain("only counted");
        (vault.Stored("export.ready"), vault.Stored("object.retrieved")).ShouldBe((1, 0));
        await vault.Served.RestartAsync(snapshots);
        await vault.PassAsync(1);
        (await vault.ReadAsync("e1")).ShouldBe(before);
        vault.Stored("export.ready").ShouldBe(1);
        vault.Waits().ShouldBe(["delay 1"], "what lies cold is returned when it is over");
    }

    [Fact]
    public async Task A_part_goes_on_from_any_byte()
    {
        await using var vault = await AtAsync();
        await vault.PutAsync("a", "b");
        await vault.ExportAsync("e1");
        await vault.PassAsync(0);
        var whole = await vault.PartAsync("e1", 1);
        for (var from = 0; from < whole.Length; from += 7)
            (await vault.PartAsync("e1", 1, from)).ShouldBe(whole[from..]);
    }

    [Fact]
    public async Task What_is_in_a_part_stays_in_the_store_until_that_is_over()
    {
        await using var vault = await AtAsync();
        await vault.PutAsync("a");
        await vault.ExportAsync("e1");
        await vault.PassAsync(0);
        await vault.DeleteAsync("a");
        await vault.PassAsync(26);
        vault.Waits().ShouldBe(["export 1"]);
        (await vault.ReadAsync("e1"))["a"].ShouldBe("a");
        await vault.PassAsync(14 * 24);
        await vault.PassAsync(1);
        vault.Lying().ShouldBeEmpty();
        vault.Export("e1").State.ShouldBe("over");
        await Should.ThrowAsync<RequestException>(() => vault.PartAsync("e1", 1));
    }

    [Fact]
    public async Task What_lies_cold_is_brought_back_first_and_what_is_in_quarantine_is_not_given_out()
    {
        var (vault, _) = await ColdAsync();
        await using var served = vault;
        await vault.PutAsync("a", "b");
        await vault.SendAsync("object.moved", """{"object":"a","tier":"cold"}""");
        await vault.PassAsync(0);
        await vault.ExportAsync("e1");
        await vault.PassAsync(0);
        (vault.Export("e1").State, vault.Export("e1").Why).ShouldBe(("making", "restoring"));
        vault.Waits().ShouldBe(["restoring 2"]);
        await vault.PassAsync(6);
        vault.Export("e1").State.ShouldBe("ready");
        (await vault.ReadAsync("e1"))["a"].ShouldBe("a");
        await vault.SendAsync(
            "report.filed",
            """{"clause":"content-harmful-software","by":"ann","about":"seen","object":"b"}"""
        );
        (await Should.ThrowAsync<RequestException>(() => vault.PartAsync("e1", 1))).Unmet.ShouldBe(
            Unmet.Quarantined
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_brought_back_is_returned_when_it_can_be_fetched_no_more(
        bool snapshots
    )
    {
        var (vault, cloud) = await ColdAsync();
        await using var served = vault;
        await vault.PutAsync("a");
        await vault.SendAsync("object.moved", """{"object":"a","tier":"cold"}""");
        await vault.PassAsync(0);
        await vault.ExportAsync("e1");
        await vault.PassAsync(0);
        await vault.PassAsync(6);
        (vault.Export("e1").State, cloud.Back).ShouldBe(("ready", 1));
        await vault.Served.RestartAsync(snapshots);
        // A retrieval that comes meanwhile is over sooner, and takes nothing from the export.
        await vault.RetrieveAsync("a", "r1");
        await vault.PassAsync(0);
        await vault.PassAsync(13 * 24);
        cloud.Back.ShouldBe(1);
        (await vault.ReadAsync("e1"))["a"].ShouldBe("a");
        await vault.PassAsync(25);
        (vault.Export("e1").State, cloud.Back).ShouldBe(("over", 0));
        vault.Waits().ShouldBeEmpty();
    }

    [Fact]
    public async Task What_comes_to_count_as_cold_lies_hot_while_an_export_is_read_from_it()
    {
        var (vault, _) = await ColdAsync();
        await using var served = vault;
        await vault.PutAsync("a");
        await vault.ExportAsync("e1");
        await vault.PassAsync(0);
        await vault.SendAsync("object.moved", """{"object":"a","tier":"cold"}""");
        await vault.PassAsync(1);
        vault.Waits().ShouldBe(["export 1"]);
        (await vault.ReadAsync("e1"))["a"].ShouldBe("a");
        await vault.PassAsync(14 * 24);
        vault.LyingIn("cold").ShouldBe(["a"]);
        vault.Waits().ShouldBeEmpty();
    }

    [Fact]
    public async Task Bytes_that_are_not_as_they_came_are_listed_and_the_rest_is_there()
    {
        await using var vault = await AtAsync();
        await vault.PutAsync("a", "b");
        foreach (
            var file in Directory.EnumerateFiles(
                Path.Combine(vault.Served.Data, "vault", "hot"),
                "*",
                SearchOption.AllDirectories
            )
        )
            if (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken) == "a")
                await File.WriteAllTextAsync(file, "x", TestContext.Current.CancellationToken);
        await vault.ExportAsync("e1");
        await vault.PassAsync(0);
        var read = await vault.ReadAsync("e1");
        (read["a"], read["b"]).ShouldBe(("its bytes are not there, or not as they came", "b"));
    }

    /// <summary>An account whose store takes five hours to bring back what lies cold.</summary>
    private static async Task<(ServedVault Vault, ColdCloud Cloud)> ColdAsync()
    {
        ServedVault? made = null;
        var cloud = new ColdCloud(() => made!.Served.Clock.GetUtcNow(), TimeSpan.FromHours(5));
        made = await ServedVault.AtAsync(
            "2026-01-05",
            each => each with { Store = cloud.Over(each.Store!) }
        );
        return (made, cloud);
    }

    /// <summary>An account whose exports have parts of two things or so.</summary>
    private static Task<ServedVault> AtAsync() =>
        ServedVault.AtAsync("2026-01-05", each => each with { ExportPart = 4 });
}
