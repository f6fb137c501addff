using System.Globalization;
using System.Net;
using System.Text.Json;
using Evenhand.Sampling;
using Evenhand.Tests.Cli;
using Evenhand.Tests.Node;
using Evenhand.Tests.Sampling;
using NodaTime;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server;

/// <summary>
/// Reads every route of every account of a small demo, and compares what must be equal: one number has one meaning wherever
/// it stands.
/// </summary>
public sealed class EveryRouteTests : IAsyncLifetime
{
    private const string Now = "2026-11-28T09:30:00Z";
    private ServerUnderTest server = null!;
    private string[] accounts = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ServerUnderTest.StartAsync(clock: new HandClock(Now));
        foreach (var block in Sampled().Chunk(2_000))
        {
            var answer = await server.PostAsync(
                "/v1/events",
                string.Join('\n', block),
                "application/x-ndjson"
            );
            answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
        }
        accounts =
        [
            .. Items(await Json("/v1/accounts?limit=1000")).Select(account => Text(account, "id")),
        ];
        accounts.Length.ShouldBe(4);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    [Trait("fault", "S1-1")]
    public async Task What_several_routes_tell_is_one_number()
    {
        var compared = 0;
        foreach (var account in accounts)
        {
            var path = $"/v1/accounts/{account}";
            var shown = await Json(path);
            var statements = Items(await Json($"{path}/statements"));
            var running = statements.Last();
            Text(running, "policy").ShouldBe(Text(shown, "policy"));
            Text(running, "currency").ShouldBe(Text(shown, "currency"));
            Text(await Json($"{path}/wallet"), "balance").ShouldBe(Text(shown, "wallet"));
            var usage = Items(await Json($"{path}/usage?window=day"))
                .ToDictionary(series => Text(series, "meter"));
            var allowances = Items(await Json($"{path}/allowances"));
            var stocks = allowances.Where(IsOfStock).SelectMany(ClausesOfLines).ToHashSet();
            foreach (var allowance in allowances)
                compared += Compare(account, allowance, running, usage[Text(allowance, "meter")]);
            foreach (var statement in statements)
            {
                await CompareForms(path, statement);
                foreach (var line in statement.GetProperty("lines").EnumerateArray())
                    if (!stocks.Contains(Text(line, "clause")))
                        await CompareEvents(path, statement, line);
            }
        }
        compared.ShouldBeGreaterThan(5);
    }

    [Fact]
    public async Task Every_route_that_reads_an_account_answers()
    {
        var described = (await Json("/openapi.json")).GetProperty("paths");
        var routes = described
            .EnumerateObject()
            .Where(path => path.Name.StartsWith("/v1/accounts/{account}", StringComparison.Ordinal))
            .Where(path => path.Value.TryGetProperty("get", out _))
            .Select(path => path.Name)
            .ToArray();
        routes.Length.ShouldBeGreaterThan(9);
        foreach (var account in accounts)
        {
            var statement = Items(await Json($"/v1/accounts/{account}/statements")).Last();
            var lines = statement.GetProperty("lines").EnumerateArray().ToArray();
            var cases = Items(await Json($"/v1/cases?account={account}"));
            foreach (var route in routes)
            {
                if (lines.Length == 0 && route.Contains("{clause}"))
                    continue;
                var path = route
                    .Replace("{account}", account)
                    .Replace("{cycle}", Text(statement, "cycle"))
                    .Replace("{clause}", lines.Length == 0 ? "" : Text(lines[0], "clause"));
                if (cases.Length > 0)
                    path = path.Replace("{case}", Text(cases[0], "case"));
                // What an account need not have has tests of its own.
                if (path.Contains('{'))
                    continue;
                var answer = await server.GetAsync(path);
                answer.Status.ShouldBe(HttpStatusCode.OK, $"{path}: {answer.Body}");
            }
        }
    }

    [Fact]
    public async Task What_is_expected_of_an_ended_cycle_is_what_a_replay_of_the_export_states()
    {
        foreach (var account in accounts)
        {
            var export = await server.GetAsync($"/v1/events/export?account={account}");
            var replayed = Replayed(export.Body);
            foreach (var statement in Items(await Json($"/v1/accounts/{account}/statements")))
            {
                if (string.CompareOrdinal(Text(statement, "to"), Now) > 0)
                    continue;
                var expected = await Json($"{Text(statement, "url")}?expected=true");
                var same = replayed.Single(each =>
                    Text(each, "account") == account && Text(each, "from") == Text(expected, "from")
                );
                same.GetProperty("lines")
                    .GetRawText()
                    .ShouldBe(expected.GetProperty("lines").GetRawText());
                Text(same, "due").ShouldBe(Text(expected, "due"));
                Text(same, "id").ShouldBe(Text(expected, "id"));
            }
        }
    }

    /// <summary>An allowance against the line that more is charged on, and what a sum counted by days.</summary>
    private static int Compare(
        string account,
        JsonElement allowance,
        JsonElement running,
        JsonElement usage
    )
    {
        var what = $"{account}, {Text(allowance, "clause")}";
        Text(allowance, "used").ShouldBe(Text(allowance, "so_far"), what);
        Text(allowance, "now_unit").ShouldBe(Text(usage, "unit"), what);
        Text(allowance, "message").ShouldNotContain("  ");
        allowance.GetProperty("then").GetArrayLength().ShouldBeGreaterThan(0, what);
        allowance.GetProperty("lifted").GetArrayLength().ShouldBeGreaterThan(0, what);
        (Has(allowance, "ran_out") && Has(allowance, "runs_out")).ShouldBeFalse(what);
        var points = usage.GetProperty("points").EnumerateArray().ToArray();
        if (Text(allowance, "taken") is "average" or "peak" or "level" or "balance")
            if (!Has(allowance, "of"))
                Text(allowance, "now").ShouldBe(Text(points[^1], "value"), what);
        if (!allowance.TryGetProperty("lines", out var own))
            return 0;
        var lines = running
            .GetProperty("lines")
            .EnumerateArray()
            .Where(line => Text(line, "clause") == Text(own[0], "clause"))
            .ToArray();
        own.EnumerateArray()
            .Select(line => line.GetRawText())
            .ShouldBe(lines.Select(line => line.GetRawText()), what);
        Sum(lines, "quantity").ShouldBe(Number(allowance, "so_far"), what);
        lines.ShouldAllBe(line => Text(line, "unit") == Text(allowance, "unit"));
        if (Text(allowance, "taken") == "sum")
            Sum(points, "value").ShouldBe(Number(allowance, "so_far"), what);
        if (Text(allowance, "clause") != "volume-plan")
            Number(lines[0], "included").ShouldBe(Number(allowance, "included"), what);
        return 1;
    }

    /// <summary>The same figures in every form, under the address that the statement tells.</summary>
    private async Task CompareForms(string path, JsonElement statement)
    {
        var url = Text(statement, "url");
        var again = await Json(url);
        again.GetRawText().ShouldBe(statement.GetRawText());
        var csv = (await server.GetAsync($"{url}?format=csv")).Body.Split("\r\n")[1..^1];
        var html = (await server.GetAsync($"{url}?format=html")).Body;
        var lines = statement.GetProperty("lines").EnumerateArray().ToArray();
        csv.Length.ShouldBe(lines.Length, path);
        foreach (var (line, row) in lines.Zip(csv))
        {
            string[] figures =
            [
                Text(line, "clause"),
                Text(line, "quantity"),
                Text(line, "included"),
                Text(line, "billable"),
                Text(line, "amount"),
            ];
            figures.ShouldAllBe(figure => row.Contains($",{figure},") && html.Contains(figure));
        }
        html.ShouldContain($"{Text(statement, "due")} {Text(statement, "currency")}");
    }

    private static bool IsOfStock(JsonElement allowance) =>
        Text(allowance, "taken") is "average" or "peak" or "end" or "touched";

    private static IEnumerable<string> ClausesOfLines(JsonElement allowance) =>
        allowance.TryGetProperty("lines", out var lines)
            ? lines.EnumerateArray().Select(line => Text(line, "clause"))
            : [];

    /// <summary>The events behind a line add up to it, but for a stock's, which is a value over time.</summary>
    private async Task CompareEvents(string path, JsonElement statement, JsonElement line)
    {
        var (clause, sum) = (Text(line, "clause"), 0m);
        if (
            statement
                .GetProperty("lines")
                .EnumerateArray()
                .Count(each => Text(each, "clause") == clause) > 1
        )
            return;
        for (var after = ""; ; )
        {
            var page = await Json(
                $"{path}/statements/{Text(statement, "cycle")}/lines/{clause}/events?limit=1000{after}"
            );
            foreach (var item in Items(page))
                sum += Number(item, "quantity");
            if (page.GetProperty("next").GetString() is not { } next)
                break;
            after = $"&after={next}";
        }
        Math.Abs(sum - Number(line, "quantity")).ShouldBeLessThan(0.001m, $"{path} {clause}");
    }

    /// <summary>Two months of one account of each policy, thinned out, up to now.</summary>
    private static IEnumerable<string> Sampled() =>
        Samples
            .Lines(
                new SampleRequest
                {
                    Profiles = [.. Samples.Policies.Select(Samples.Published)],
                    Accounts = Samples.Policies.Length,
                    Months = 2,
                    From = new LocalDate(2026, 9, 29),
                    Events = 8_000,
                }
            )
            .Where(line =>
                string.CompareOrdinal(
                    JsonDocument.Parse(line).RootElement.GetProperty("time").GetString(),
                    Now
                ) < 0
            );

    private static JsonElement[] Replayed(string export) =>
        [
            .. ReplayedLines(export)
                .Select(line => JsonDocument.Parse(line).RootElement)
                .Where(each => Text(each, "kind") == "statement"),
        ];

    private static string[] ReplayedLines(string export)
    {
        using var evenhand = new EvenhandProcess();
        evenhand.Write("events.ndjson", export);
        var run = evenhand.Run($"replay events.ndjson --format ndjson --until {Now}");
        run.Status.ShouldBe(0, run.Errors);
        return run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private async Task<JsonElement> Json(string path)
    {
        var answer = await server.GetAsync(path);
        answer.Status.ShouldBe(HttpStatusCode.OK, $"{path}: {answer.Body}");
        return answer.Json;
    }

    private static JsonElement[] Items(JsonElement page) =>
        [.. page.GetProperty("items").EnumerateArray()];

    private static bool Has(JsonElement item, string name) => item.TryGetProperty(name, out _);

    private static decimal Sum(JsonElement[] items, string name) =>
        items.Sum(item => Number(item, name));

    private static decimal Number(JsonElement item, string name) =>
        decimal.Parse(Text(item, name), CultureInfo.InvariantCulture);

    private static string Text(JsonElement item, string name) =>
        item.GetProperty(name).GetString()!;
}
