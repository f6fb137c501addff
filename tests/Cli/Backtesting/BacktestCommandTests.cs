using System.Text.Json;
using Evenhand.Tests.Core;
using Evenhand.Tests.Node;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Cli.Backtesting;

/// <summary><c>evenhand backtest</c>, as its users run it on a data folder.</summary>
public sealed class BacktestCommandTests : IAsyncLifetime
{
    private readonly EvenhandProcess evenhand = new();
    private ServedNode served = null!;
    private string place = "";

    public async ValueTask InitializeAsync()
    {
        served = await ServedNode.At("2026-04-05");
        foreach (var (name, calls) in new[] { ("acme", 60_000), ("bolt", 90_000), ("core", 1_000) })
            await served.SendAsync(
                new Story { Account = name }
                    .At(
                        "2026-01-01",
                        "account.opened",
                        """{"policy": "stackcx", "currency": "USD", "time_zone": "UTC", "plan": "starter"}"""
                    )
                    .At("2026-02-03", "api.called", $$"""{"count": {{calls}}}""", $"{name}-1")
            );
        place =
            $"--data {served.Data} --policies {RepositoryFile.PathOf("policies")} --until 2026-04-05";
        evenhand.Write(
            "draft.md",
            Published
                .WithoutExamples(Published.Text("stackcx", "2026.2", "2026-06-01"))
                .Replace("$0.50", "$1.00", StringComparison.Ordinal)
                .Replace("USD: 0.50", "USD: 1.00", StringComparison.Ordinal)
        );
    }

    public async ValueTask DisposeAsync()
    {
        await served.DisposeAsync();
        evenhand.Dispose();
    }

    [Fact]
    public void Who_would_have_paid_more_is_told_by_clause_and_by_account_beside_the_server()
    {
        var ran = evenhand.Run($"backtest draft.md {place}");
        ran.Status.ShouldBe(0, ran.Errors);
        ran.OutputLines[0].ShouldBe("stackcx 2026.2 on the last 3 cycles of 3 accounts");
        ran.OutputLines.ShouldContain(line =>
            line.StartsWith("USD")
            && line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .SequenceEqual(new[] { "USD", "3", "2", "0", "25.00", "50.00", "0", "0" })
        );
        ran.OutputLines.ShouldContain(line => line.StartsWith("api-calls"));
        Place(ran, "bolt").ShouldBeLessThan(Place(ran, "acme"));
        ran.Output.ShouldNotContain("core");
    }

    [Fact]
    public void Programs_and_spreadsheets_get_every_figure()
    {
        var json = evenhand.Run($"backtest draft.md {place} --format json");
        json.Status.ShouldBe(0, json.Errors);
        var report = JsonDocument.Parse(json.Output).RootElement;
        report.GetProperty("accounts").GetInt32().ShouldBe(3);
        report.GetProperty("totals")[0].GetProperty("would").GetDecimal().ShouldBe(50m);
        var csv = evenhand.Run($"backtest draft.md {place} --format csv");
        csv.OutputLines.Skip(1)
            .ShouldBe([
                "bolt,USD,api-calls,0,0,20.00,40.00,0,0,0,0",
                "acme,USD,api-calls,0,0,5.00,10.00,0,0,0,0",
            ]);
    }

    [Fact]
    public void A_run_goes_on_from_what_one_before_it_has_found_and_comes_to_the_same()
    {
        var whole = evenhand.Run($"backtest draft.md {place} --format csv --resume found");
        var lines = File.ReadAllLines(Path.Combine(evenhand.Folder, "found"));
        lines.Length.ShouldBe(4);
        // As if it had been stopped in the midst of the second account.
        File.WriteAllText(
            Path.Combine(evenhand.Folder, "found"),
            $"{lines[0]}\n{lines[1]}\n{lines[2][..20]}"
        );
        var again = evenhand.Run($"backtest draft.md {place} --format csv --resume found");
        again.Status.ShouldBe(0, again.Errors);
        again.Output.ShouldBe(whole.Output);
        File.ReadAllLines(Path.Combine(evenhand.Folder, "found")).ShouldBe(lines);
    }

    [Fact]
    public void A_file_of_another_run_is_not_gone_on_with()
    {
        evenhand.Run($"backtest draft.md {place} --resume found").Status.ShouldBe(0);
        var ran = evenhand.Run($"backtest draft.md {place} --resume found --months 12");
        ran.Status.ShouldBe(2);
        ran.Errors.ShouldContain("another number of months");
    }

    [Fact]
    public void A_chart_is_a_picture_that_stands_alone()
    {
        evenhand.Run($"backtest draft.md {place} --chart chart.svg").Status.ShouldBe(0);
        var svg = System.Xml.Linq.XDocument.Load(Path.Combine(evenhand.Folder, "chart.svg"));
        svg.Root!.Name.LocalName.ShouldBe("svg");
        svg.Root.Value.ShouldContain("+20.00 USD");
    }

    [Fact]
    public void What_is_wrong_is_told()
    {
        evenhand.Write("broken.md", "---\npolicy: stackcx\nversion: 9\n---\n# Nothing\n");
        var broken = evenhand.Run($"backtest broken.md {place}");
        broken.Status.ShouldBe(2);
        broken.Errors.ShouldContain("broken.md:");
        evenhand.Run($"backtest none.md {place}").Errors.ShouldContain("no such file");
        evenhand.Run("backtest draft.md --data nowhere").Errors.ShouldContain("holds no ledger");
    }

    private static int Place(Ran ran, string account) =>
        Array.FindIndex(
            ran.OutputLines,
            line => line.StartsWith(account, StringComparison.Ordinal)
        );
}
