using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text.Json;
using Evenhand.Tests.Server;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Cli.Reading;

/// <summary>The verbs that read say the same of a data folder and of the server that runs on it.</summary>
[Trait("fault", "S1-10")]
[Trait("fault", "S2-26")]
public sealed class ReadVerbTests(ReadServer reads) : IClassFixture<ReadServer>, IDisposable
{
    private static readonly string Day = DateTime.UtcNow.AddDays(-40).ToString("yyyy-MM-dd");
    private static readonly string End = DateTime.UtcNow.AddDays(-5).ToString("yyyy-MM-dd");

    private readonly EvenhandProcess evenhand = new();

    public void Dispose() => evenhand.Dispose();

    [Theory]
    [InlineData("bill stackcx-0001")]
    [InlineData("bill qcontact-0002 --format html")]
    [InlineData("why stackcx-0001 api-calls")]
    [InlineData("events numonix-0001 --limit 40")]
    [InlineData("events --type account.opened --json")]
    [InlineData("cases")]
    public void A_data_folder_and_its_server_give_the_same(string verb) => Same(verb);

    [Fact]
    public void What_was_turned_away_is_listed_with_what_was_meant() =>
        Same("events stackcx-0001 --outcome rejected").ShouldContain("did you mean `licensed`?");

    [Fact]
    public void So_do_they_of_usage_in_a_span() =>
        Same($"usage qcontact-0001 --from {Day} --to {End} --window month");

    [Fact]
    public async Task What_is_given_to_programs_is_what_HTTP_gives()
    {
        const string account = "stackcx-0001";
        var cycle = Cycles(account)[0];
        var path = $"/v1/accounts/{account}/statements/{cycle}";
        Json(Same($"bill {account} {cycle} --json"))
            .GetRawText()
            .ShouldBe((await reads.Server.GetAsync(path)).Body);
        Same($"bill {account} {cycle} --format csv")
            .ShouldBe((await reads.Server.GetAsync($"{path}?format=csv")).Body);
        var opened = (await reads.Server.GetAsync("/v1/accounts")).Json.GetProperty("items");
        Same("accounts --json")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ShouldBe(opened.EnumerateArray().Select(item => item.GetRawText()));
        Same("events export").ShouldBe((await reads.Server.GetAsync("/v1/events/export")).Body);
    }

    [Fact]
    public void Why_sums_the_events_behind_a_line_to_the_line()
    {
        var behind = Json(Same($"why stackcx-0001 api-calls {Cycles("stackcx-0001")[1]} --json"));
        var line = behind.GetProperty("lines")[0];
        behind
            .GetProperty("events")
            .EnumerateArray()
            .Sum(each => decimal.Parse(each.GetProperty("quantity").GetString()!))
            .ShouldBe(decimal.Parse(line.GetProperty("quantity").GetString()!));
        var shown = Same($"why stackcx-0001 api-calls {Cycles("stackcx-0001")[1]}");
        shown.ShouldContain(line.GetProperty("equation").GetString()!);
        shown.ShouldContain(line.GetProperty("title").GetString()!);
        shown.ShouldContain(line.GetProperty("clause_url").GetString()!);
    }

    [Fact]
    public async Task Why_says_who_let_a_charge_go_and_what_was_stated_before_shows_that_it_waits()
    {
        const string account = "stackcx-0002";
        var cycle = Cycles(account)[1];
        var waived = TestEvents.Line(
            account,
            "waived",
            "charge.waived",
            $$"""{"clause":"api-calls","cycle":"{{cycle}}","reason":"an outage of ours"}"""
        );
        (await reads.Server.PostAsync("/v1/events", $"[{waived}]")).Body.ShouldContain(
            "\"accepted\":1"
        );
        var why = Same($"why {account} api-calls {cycle} --expected");
        why.ShouldContain("waived since");
        why.ShouldContain("an outage of ours");
        Same($"bill {account}").ShouldContain("corrections of earlier cycles that wait");
    }

    [Fact]
    public void An_archive_holds_what_the_stream_does_and_the_policies()
    {
        foreach (var place in new[] { reads.Data, reads.Address })
        {
            evenhand.Run($"events export {place} -o export.tar").Status.ShouldBe(0);
            using var tar = new TarReader(
                File.OpenRead(Path.Combine(evenhand.Folder, "export.tar"))
            );
            var names = new List<string>();
            while (tar.GetNextEntry() is { } entry)
                names.Add(entry.Name);
            names.ShouldContain("policies/catalogue.yaml");
            names.ShouldContain("events/000001.ndjson");
        }
    }

    [Fact]
    public void At_eighty_columns_no_line_is_longer_and_nothing_is_cut()
    {
        var cycle = Cycles("qcontact-0001")[0];
        foreach (
            var verb in new[]
            {
                "accounts",
                $"bill qcontact-0001 {cycle}",
                $"why stackcx-0001 api-calls {Cycles("stackcx-0001")[0]}",
                "cases",
            }
        )
        foreach (
            var line in evenhand.Shell($"COLUMNS=80 $evenhand {verb} {reads.Data}").OutputLines
        )
        {
            line.Length.ShouldBeLessThanOrEqualTo(80, $"{verb}: {line}");
            line.ShouldNotContain("\u001b[");
        }
    }

    [Fact]
    public async Task Reading_beside_the_server_changes_nothing_in_the_folder()
    {
        await reads.Server.Server.Node.LookAfterDueAsync();
        // What the server keeps for lists may still be on its way to the folder. A reading that changed something would always do so.
        Wait.Until(
            () =>
            {
                var before = Files();
                evenhand.Run($"bill qcontact-0001 {reads.Data}").Status.ShouldBe(0);
                return Files().SequenceEqual(before);
            },
            "a reading that changes nothing"
        );
    }

    [Fact]
    public void What_is_not_there_is_told_with_what_is()
    {
        foreach (var place in new[] { reads.Data, reads.Address })
        {
            Refused($"bill stackcx_0001 {place}").ShouldContain("did you mean `stackcx-0001`?");
            Refused($"events export nobody {place}").ShouldContain("there is no account");
            Refused($"bill stackcx-0001 1999-01-01 {place}")
                .ShouldContain(Cycles("stackcx-0001")[0]);
            Refused($"why stackcx-0001 api-call {place}").ShouldContain("`api-calls`");
        }
        Refused($"bill .. {reads.Address}").ShouldContain("there is no account");
        var other = RepositoryFile.PathOf("samples/mapping-api");
        var unfit = Refused($"accounts {reads.Data} --policies '{other}'");
        unfit.ShouldContain("--policies");
        unfit.Split('\n').Length.ShouldBeLessThan(10);
        Refused($"accounts {reads.Data} --policies .").ShouldContain("catalogue.yaml");
        Refused("bill stackcx-0001 --data nowhere").ShouldContain("holds no ledger");
        Refused($"bill stackcx-0001 {reads.Data} --server http://localhost:1")
            .ShouldContain("two places");
        Refused("accounts --key some").ShouldContain("--server");
        Refused($"accounts --server {reads.Server.Address}").ShouldContain("key was refused");
        var wrong = Refused($"accounts --server {reads.Server.Address} --key wrong-secret");
        wrong.ShouldContain("key was refused");
        wrong.ShouldNotContain("wrong-secret");
        Refused("accounts --server nonsense").ShouldContain("is no address");
    }

    [Fact]
    public async Task An_account_under_a_policy_that_is_not_there_is_not_open_and_that_is_said()
    {
        await using var server = await ServerUnderTest.StartAsync();
        var opening = TestEvents.Line(
            "ghost",
            "open",
            "account.opened",
            """{"policy":"nowhere","currency":"USD","time_zone":"UTC"}"""
        );
        await server.PostAsync("/v1/events", $"[{opening}]");
        await server.PostAsync("/v1/events", $"[{TestEvents.Call("ghost", "1")}]");
        foreach (
            var place in new[]
            {
                $"--data '{server.Data}'",
                $"--server {server.Address} --key {ServerUnderTest.AdminKey}",
            }
        )
        {
            var refused = Refused($"bill ghost {place}");
            refused.ShouldContain("ghost is not open");
            refused.ShouldContain("there is no policy nowhere");
        }
    }

    [Fact]
    public void A_server_that_is_not_there_is_a_failure_and_no_bad_input()
    {
        var away = evenhand.Run("accounts --server http://127.0.0.1:1");
        away.Status.ShouldBe(1);
        away.Errors.ShouldContain("http://127.0.0.1:1");
        away.ErrorLines.Length.ShouldBe(1);
    }

    [Fact]
    public void The_tour_takes_all_out_and_a_replay_of_it_says_what_the_folder_says()
    {
        var tour = File.ReadAllText(RepositoryFile.PathOf("README.md"))
            .Split("```")
            .Single(block =>
                block.StartsWith("\n./evenhand events export", StringComparison.Ordinal)
            )
            .Replace("--data demo-data", reads.Data)
            .Replace("./evenhand ", "$evenhand ")
            .Replace("./samples/", RepositoryFile.PathOf("samples") + "/");
        var ran = evenhand.Shell($"set -e; export EVENHAND=$evenhand\n{tour}", times: 5);
        ran.Status.ShouldBe(0, ran.Output + ran.Errors);
        ran.Output.ShouldMatch(@"\n[1-9]\d statements: the replay says the same of each");
    }

    [Fact]
    public async Task The_key_may_come_from_the_environment()
    {
        var key = await reads.Server.KeyAsync(Evenhand.Node.Roles.Role.Read);
        evenhand
            .Shell($"EVENHAND_KEY={key} $evenhand accounts --server {reads.Server.Address}")
            .Output.ShouldContain("stackcx-0001");
    }

    /// <summary>Runs a verb on both, which must give the same; what they give.</summary>
    private string Same(string verb)
    {
        var ofFolder = evenhand.Run($"{verb} {reads.Data}");
        ofFolder.Status.ShouldBe(0, ofFolder.Errors);
        var ofServer = evenhand.Run($"{verb} {reads.Address}");
        ofServer.Status.ShouldBe(0, ofServer.Errors);
        ofServer.Output.ShouldBe(ofFolder.Output, verb);
        ofServer.Errors.ShouldBe(ofFolder.Errors, verb);
        return ofFolder.Output;
    }

    private string Refused(string verb)
    {
        var ran = evenhand.Run(verb);
        ran.Status.ShouldBe(2, verb + ran.Errors);
        ran.Output.ShouldBeEmpty(verb);
        return ran.Errors;
    }

    private string[] Cycles(string account) =>
        [
            .. reads
                .Server.GetAsync($"/v1/accounts/{account}/statements")
                .Result.Json.GetProperty("items")
                .EnumerateArray()
                .Select(each => each.GetProperty("cycle").GetString()!),
        ];

    private string[] Files() =>
        [
            .. Directory
                .EnumerateFiles(reads.Server.Data)
                .Where(file => Path.GetFileName(file) is "ledger.db" or "ledger.db-wal")
                .Order(StringComparer.Ordinal)
                .Select(file =>
                {
                    using var stream = new FileStream(
                        file,
                        FileMode.Open,
                        FileAccess.Read,
                        FileShare.ReadWrite
                    );
                    return $"{file} {Convert.ToHexString(SHA256.HashData(stream))}";
                }),
        ];

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}
