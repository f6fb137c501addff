using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Evenhand.Core.Stream;
using Evenhand.Node.Exporting;
using Evenhand.Node.Stored;
using Evenhand.Tests.Cli;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server;

/// <summary>A case as one file: the same bytes of the same ledger, and nothing in it can be touched unseen.</summary>
public sealed class CaseFileTests : IAsyncLifetime
{
    private const string Reason = """{"reason":"the figures hold"}""";

    private static readonly string[] AsOfNow = ["case.json", "manifest.json", "manifest.sha256"];

    private Cast cast = null!;
    private string opened = "";

    public async ValueTask InitializeAsync()
    {
        cast = await Cast.AtAsync("2026-01-05");
        opened = await cast.WarnedAsync("acme");
        var path = $"/v1/accounts/acme/cases/{opened}";
        await cast.DoAsync("bob", $"{path}/notes", """{"id":"n1","text":"asked sales"}""");
        await cast.DoAsync("ann", $"{path}/finding", Reason);
        await cast.DoAsync("ann", "/v1/accounts/acme/steps", Cast.Charge(opened, "s1"));
        await cast.DoAsync("bob", "/v1/accounts/acme/steps/s1/approval", Reason);
        await cast.Server.Server.Node.LookAfterDueAsync();
    }

    public ValueTask DisposeAsync() => cast.DisposeAsync();

    [Fact]
    public async Task It_holds_events_papers_and_reasons_and_is_the_same_of_the_same_ledger()
    {
        var bytes = await FileAsync();
        (await FileAsync()).ShouldBe(bytes);
        var (manifest, wrong) = CaseArchive.Check(bytes);
        wrong.ShouldBeEmpty();
        manifest!.Case.ShouldBe(opened);
        var files = Unpacked(bytes);
        var events = System.Text.Encoding.UTF8.GetString(files["events.ndjson"]);
        foreach (
            var type in new[] { "api.called", "finding.made", "step.proposed", "step.approved" }
        )
            events.ShouldContain($"\"type\":\"{type}\"");
        events.ShouldNotContain("2026-01-05");
        files.Keys.ShouldContain("case.json");
        files.Keys.Count(path => path.EndsWith("-told.json")).ShouldBe(2);
        files.Keys.Count(path => path.EndsWith("-noted.json")).ShouldBe(1);
        var reasons = files.Single(each =>
            each.Key.StartsWith("reasons/") && each.Key.EndsWith(".json")
        );
        reasons.Value.ShouldBe(
            cast.Server.Server.Node.Standing.Reasons(new AccountId("acme"), "s1")!.Json.ToArray()
        );
    }

    [Fact]
    public async Task Of_a_step_that_was_taken_again_it_holds_both_statements_each_with_its_hash()
    {
        const string first = "api-calls@2026-01-01";
        await cast.LateAsync("acme", "api.called", """{"count":40}""", "2026-01-05T00:00:01Z");
        cast.Clock.Add(TimeSpan.FromHours(1));
        for (var look = 0; look < 2; look++)
            await cast.Server.Server.Node.LookAfterDueAsync();
        var bytes = await FileAsync(first);
        var (manifest, wrong) = CaseArchive.Check(bytes);
        wrong.ShouldBeEmpty();
        var files = Unpacked(bytes);
        var reasons = files
            .Where(each => each.Key.StartsWith("reasons/") && each.Key.EndsWith(".json"))
            .OrderBy(each => each.Key, StringComparer.Ordinal)
            .ToArray();
        reasons.Length.ShouldBe(2);
        JsonDocument
            .Parse(reasons[1].Value)
            .RootElement.GetProperty("follows")
            .GetString()
            .ShouldBe(KeptReasons.Hash(reasons[0].Value));
        foreach (var (path, its) in reasons)
            manifest!
                .Files.Single(file => file.Path == path)
                .Sha256.ShouldBe(KeptReasons.Hash(its));
        manifest!.Entries.Count(entry => entry.What == "reasons").ShouldBe(2);
        using var evenhand = new EvenhandProcess();
        var file = Path.Combine(cast.Server.Data, "case.zip");
        await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);
        var verified = evenhand.Run($"verify {file} --data {cast.Server.Data}");
        verified.Status.ShouldBe(0, verified.Errors);
    }

    [Fact]
    public async Task Any_byte_that_is_changed_is_seen()
    {
        var bytes = await FileAsync();
        for (var at = 0; at < bytes.Length; at += 1 + at % 7)
        {
            var touched = (byte[])bytes.Clone();
            touched[at] ^= 0x10;
            CaseArchive.Check(touched).Wrong.ShouldNotBeEmpty($"byte {at}");
        }
        CaseArchive.Check([.. bytes, 0]).Wrong.ShouldNotBeEmpty();
        CaseArchive.Check(bytes[..^1]).Wrong.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task What_is_changed_taken_out_or_put_in_is_named()
    {
        var files = Unpacked(await FileAsync());
        files["events.ndjson"][5] ^= 1;
        files["more.txt"] = [1];
        files.Remove("case.json");
        CaseArchive
            .Check(
                PlainZip.Of(
                    files.Select(each => new KeyValuePair<string, ReadOnlyMemory<byte>>(
                        each.Key,
                        each.Value
                    ))
                )
            )
            .Wrong.ShouldBe([
                "case.json is missing",
                "events.ndjson was changed",
                "more.txt was added",
            ]);
    }

    [Fact]
    public async Task The_command_line_fetches_it_and_verifies_it_against_its_ledger_and_no_other()
    {
        using var evenhand = new EvenhandProcess();
        var folder = Directory.CreateTempSubdirectory("evenhand-case-");
        try
        {
            var file = Path.Combine(folder.FullName, "case.zip");
            var fetched = evenhand.Run(
                $"cases file acme {opened} --out {file} --server {cast.Server.Address} --key {cast.KeyOf("ann")}"
            );
            fetched.Status.ShouldBe(0, fetched.Errors);
            File.ReadAllBytes(file).ShouldBe(await FileAsync());
            var verified = evenhand.Run($"verify {file} --data {cast.Server.Data}");
            verified.Status.ShouldBe(0, verified.Errors);
            verified.Output.ShouldContain("stand in");
            await using var other = await Cast.AtAsync("2026-01-05");
            evenhand.Run($"verify {file} --data {other.Server.Data}").Status.ShouldBe(1);
            var bytes = File.ReadAllBytes(file);
            bytes[^40] ^= 1;
            File.WriteAllBytes(file, bytes);
            evenhand.Run($"verify {file}").Status.ShouldBe(1);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task The_command_line_makes_it_of_a_data_folder_too()
    {
        using var evenhand = new EvenhandProcess();
        var folder = Directory.CreateTempSubdirectory("evenhand-case-");
        try
        {
            var file = Path.Combine(folder.FullName, "case.zip");
            var place = $"--data {cast.Server.Data} --policies {RepositoryFile.PathOf("policies")}";
            var made = evenhand.Run($"cases file acme {opened} --out {file} {place}");
            made.Status.ShouldBe(0, made.Errors);
            evenhand.Run($"verify {file} --data {cast.Server.Data}").Status.ShouldBe(0);
            var (mine, theirs) = (Unpacked(File.ReadAllBytes(file)), Unpacked(await FileAsync()));
            mine.Keys.Order().ShouldBe(theirs.Keys.Order());
            // How the case stands is told as of now, which is not the same for both; what names its hash differs with it.
            foreach (var path in theirs.Keys.Where(path => !AsOfNow.Contains(path)))
                mine[path].ShouldBe(theirs[path], path);
            var none = evenhand.Run($"cases file acme none@2026-01-01 --out {file}.2 {place}");
            none.Status.ShouldBe(2);
            none.Errors.ShouldContain("there is no such case");
            evenhand.Run($"cases file acm {opened} --out {file}.3 {place}").Status.ShouldBe(2);
            File.Exists($"{file}.2").ShouldBeFalse();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task The_account_itself_does_not_get_it_and_of_no_case_there_is_none()
    {
        var path = $"/v1/accounts/acme/cases/{opened}/file";
        (await cast.Server.GetAsync(path, key: cast.KeyOf("acme"))).Status.ShouldBe(
            HttpStatusCode.Forbidden
        );
        (
            await cast.Server.GetAsync("/v1/accounts/acme/cases/none@2026-01-01/file")
        ).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task<byte[]> FileAsync(string? of = null)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new("Bearer", cast.KeyOf("ann"));
        return await http.GetByteArrayAsync(
            new Uri(cast.Server.Address, $"/v1/accounts/acme/cases/{of ?? opened}/file"),
            TestContext.Current.CancellationToken
        );
    }

    private static Dictionary<string, byte[]> Unpacked(byte[] archive)
    {
        using var zip = new ZipArchive(new MemoryStream(archive));
        return zip.Entries.ToDictionary(
            entry => entry.FullName,
            entry =>
            {
                using var from = entry.Open();
                using var to = new MemoryStream();
                from.CopyTo(to);
                return to.ToArray();
            }
        );
    }
}
