using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Evenhand.Client;
using Evenhand.Tests.Cli;
using Evenhand.Wire;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server;

/// <summary>A statement of reasons over HTTP: in three forms, byte for byte, for the account and those who look after it.</summary>
public sealed partial class ReasonsRouteTests : IAsyncLifetime
{
    private const string Path = "/v1/accounts/acme/steps/api-calls@2026-01-01:warned/reasons";

    private Cast cast = null!;

    public async ValueTask InitializeAsync()
    {
        cast = await Cast.AtAsync("2026-01-05");
        await cast.OpenAsync("acme");
        await cast.CaseAsync("acme");
        // What an account says is stored right after what made it say so.
        await cast.Server.Server.Node.LookAfterDueAsync();
    }

    public ValueTask DisposeAsync() => cast.DisposeAsync();

    [Fact]
    public async Task It_comes_in_the_form_that_is_asked_for_with_the_hash_of_its_bytes_as_its_tag()
    {
        foreach (
            var (asked, media) in new[]
            {
                ("application/json", "application/json"),
                ("text/plain", "text/plain"),
                ("text/html", "text/html"),
                ("*/*", "application/json"),
            }
        )
        {
            using var answer = await GetAsync(Path, "acme", ("Accept", asked));
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe(media);
            var bytes = await answer.Content.ReadAsByteArrayAsync(
                TestContext.Current.CancellationToken
            );
            var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
            answer.Headers.ETag!.Tag.ShouldBe($"\"{hash}\"");
            using var again = await GetAsync(
                Path,
                "acme",
                ("Accept", asked),
                ("If-None-Match", $"\"{hash}\"")
            );
            again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        }
        using var none = await GetAsync(Path, "acme", ("Accept", "image/png"));
        none.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_account_and_those_who_look_after_it_read_it_and_no_other_account_does()
    {
        await cast.OpenAsync("other");
        foreach (var who in new[] { "ann", "bob", "cyd", "dan", "eve", "acme" })
            using (var answer = await GetAsync(Path, who))
                answer.StatusCode.ShouldBe(HttpStatusCode.OK, who);
        using var foreign = await GetAsync(Path, "other");
        foreign.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var ownOfNone = await GetAsync(Path.Replace("warned", "advised"), "acme");
        ownOfNone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_step_and_its_notice_name_the_hash_and_the_address()
    {
        var told = await JsonAsync("/v1/accounts/acme/notices");
        var steps = await JsonAsync("/v1/accounts/acme/steps");
        var detail = await JsonAsync("/v1/accounts/acme/cases/api-calls@2026-01-01");
        JsonElement[] links =
        [
            told.GetProperty("items")
                .EnumerateArray()
                .Single(each => each.GetProperty("notice").GetString() == "step")
                .GetProperty("reasons"),
            steps.GetProperty("items")[0].GetProperty("reasons"),
            detail.GetProperty("steps")[0].GetProperty("reasons"),
        ];
        foreach (var link in links)
        {
            using var answer = await GetAsync(link.GetProperty("url").GetString()!, "acme");
            answer.Headers.ETag!.Tag.Trim('"').ShouldBe(link.GetProperty("sha256").GetString());
        }
        var letter = (
            await cast.Server.GetAsync(
                $"/v1/accounts/acme/notices/{IdOf(told)}/letter?language=en",
                key: cast.KeyOf("acme")
            )
        ).Body;
        letter.ShouldContain(links[0].GetProperty("sha256").GetString()!);
        letter.ShouldContain("api-calls%402026-01-01%3Awarned/reasons");
    }

    [Fact]
    public async Task The_page_is_well_formed_loads_nothing_and_has_one_heading_above_all()
    {
        using var answer = await GetAsync(Path, "acme", ("Accept", "text/html"));
        var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        answer
            .Headers.Concat(answer.Content.Headers)
            .Where(field => field.Key == "Content-Security-Policy")
            .ShouldHaveSingleItem();
        var page = XDocument.Parse(Void().Replace(html.Replace("<!doctype html>", ""), "<$1$2/>"));
        page.Descendants("h1").ShouldHaveSingleItem().Value.ShouldContain("Statement of reasons");
        page.Root!.Attribute("lang")!.Value.ShouldBe("en");
        page.Descendants("section")
            .Select(section => section.Element("h2")!.Attribute("id")!.Value)
            .ShouldBe(
                page.Descendants("section").Select(its => its.Attribute("aria-labelledby")!.Value)
            );
        foreach (var loading in new[] { "<script", " src=", "<link", "@import", "url(" })
            html.ShouldNotContain(loading);
    }

    [Fact]
    public async Task The_client_and_the_command_line_give_the_same_bytes()
    {
        using var answer = await GetAsync(Path, "acme", ("Accept", "text/plain"));
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        using var client = new EvenhandClient(
            new EvenhandOptions { Address = cast.Server.Address, Key = cast.KeyOf("acme") }
        );
        using var copied = new MemoryStream();
        var step = "api-calls@2026-01-01:warned";
        await client.Standing.CopyReasonsAsync(
            copied,
            "acme",
            step,
            cancel: TestContext.Current.CancellationToken
        );
        Encoding.UTF8.GetString(copied.ToArray()).ShouldBe(text);
        var view = await client.Standing.ReasonsAsync(
            "acme",
            step,
            TestContext.Current.CancellationToken
        );
        view.To.ShouldBe(StepKind.Warned);
        view.Decided.ShouldHaveSingleItem().By.ShouldBe("rule");
        using var evenhand = new EvenhandProcess();
        var shown = evenhand.Run(
            $"steps reasons acme {step} --server {cast.Server.Address} --key {cast.KeyOf("acme")}"
        );
        shown.Status.ShouldBe(0, shown.Errors);
        shown.Output.ShouldBe(text);
        var unknown = evenhand.Run(
            $"steps reasons acme none --server {cast.Server.Address} --key {cast.KeyOf("acme")}"
        );
        unknown.Status.ShouldNotBe(0);
        unknown.Errors.ShouldContain("statement of reasons");
    }

    [Fact]
    public async Task Events_are_listed_by_clause_and_time()
    {
        await cast.SendAsync("acme", "workflow.invoked", "{}");
        (await CountAsync("clause=api-calls")).ShouldBe(1);
        (await CountAsync("clause=api-calls&to=2026-01-05")).ShouldBe(0);
        (await CountAsync("clause=api-calls&from=2026-01-05&to=2026-02-01")).ShouldBe(1);
        (await CountAsync("clause=none")).ShouldBe(0);
        (await CountAsync("from=2026-02-01")).ShouldBe(0);
        (await cast.Server.GetAsync("/v1/events?account=acme&from=soon")).Status.ShouldBe(
            HttpStatusCode.BadRequest
        );
    }

    private async Task<int> CountAsync(string filter) =>
        (await JsonAsync($"/v1/events?account=acme&{filter}"))
            .GetProperty("items")
            .GetArrayLength();

    private async Task<JsonElement> JsonAsync(string path) =>
        (await cast.Server.GetAsync(path)).Json;

    private static string IdOf(JsonElement told) =>
        told.GetProperty("items")
            .EnumerateArray()
            .Single(each => each.GetProperty("notice").GetString() == "step")
            .GetProperty("id")
            .GetString()!;

    private async Task<HttpResponseMessage> GetAsync(
        string path,
        string who,
        params (string Name, string Value)[] fields
    )
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            new Uri(cast.Server.Address, path)
        );
        request.Headers.Authorization = new("Bearer", cast.KeyOf(who));
        foreach (var (name, value) in fields)
            request.Headers.TryAddWithoutValidation(name, value);
        using var http = new HttpClient();
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("<(meta|br)([^>]*)>")]
    private static partial Regex Void();
}
