using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Evenhand.Node.Roles;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server;

/// <summary>Stored things over HTTP: their bytes in and out, in ranges and in parts, what is listed, and the check.</summary>
public sealed class ObjectTests : IAsyncLifetime
{
    private const string Objects = "/v1/accounts/acme/objects";
    private const string Of = "?class=call-recording";

    private Cast cast = null!;

    public async ValueTask InitializeAsync()
    {
        cast = await Cast.AtAsync("2026-01-05");
        await cast.OpenAsync("acme", "qcontact", "");
    }

    public ValueTask DisposeAsync() => cast.DisposeAsync();

    [Fact]
    public async Task What_is_put_is_counted_listed_and_given_back()
    {
        var put = await PutAsync("a/../b", "hello");
        put.Status.ShouldBe(HttpStatusCode.OK, put.Body);
        put.Json.GetProperty("bytes").GetString().ShouldBe("5");
        put.Json.GetProperty("sha256").GetString().ShouldBe(HashOf("hello"));
        (await cast.ExportedAsync("acme")).ShouldContain(line =>
            line.Contains("object.stored")
            && line.Contains("a/../b")
            && line.Contains(HashOf("hello"))
        );
        var got = await GetAsync("a/../b");
        (got.Status, got.Body).ShouldBe((HttpStatusCode.OK, "hello"));
        got.Fields["ETag"].ShouldBe($"\"{HashOf("hello")}\"");
        got.Fields["Content-Type"].ShouldBe("audio/mpeg");
        got.Fields["Content-Security-Policy"].ShouldBe("sandbox");
        (await cast.Server.GetAsync($"{Objects}/{Uri.EscapeDataString("a/../b")}"))
            .Json.GetProperty("media_type")
            .GetString()
            .ShouldBe("audio/mpeg");
        (await NamesAsync("?state=here&class=call-recording")).ShouldBe(["a/../b"]);
        (await NamesAsync("?class=media")).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_bytes_again_are_as_good_as_once_and_others_are_refused()
    {
        await PutAsync("a", "hello");
        (await PutAsync("a", "hello")).Status.ShouldBe(HttpStatusCode.OK);
        (await PutAsync("a", "other")).Status.ShouldBe(HttpStatusCode.Conflict);
        (await GetAsync("a")).Body.ShouldBe("hello");
        (await cast.StoredAsync("acme", "object.stored")).ShouldBe(1);
        await IsWellAsync(1);
    }

    [Fact]
    public async Task Of_many_who_put_one_name_at_once_one_is_first()
    {
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 12).Select(n => PutAsync("a", n % 2 == 0 ? "even" : "odd"))
        );
        var body = (await GetAsync("a")).Body;
        body.ShouldBeOneOf("even", "odd");
        answers
            .Count(each => each.Status == HttpStatusCode.OK)
            .ShouldBe(6, string.Join('\n', answers.Select(each => each.Body)));
        answers.Count(each => each.Status == HttpStatusCode.Conflict).ShouldBe(6);
        (await cast.StoredAsync("acme", "object.stored")).ShouldBe(1);
        await IsWellAsync(1);
    }

    [Fact]
    public async Task Ranges_are_answered_and_each_retrieval_counts_once()
    {
        await PutAsync("a", "0123456789");
        var tag = $"\"{HashOf("0123456789")}\"";
        (await GetAsync("a", "?retrieval=r1", range: "bytes=2-4")).ShouldBe("206 234 2-4/10");
        (await GetAsync("a", "?retrieval=r1", range: "bytes=-3")).ShouldBe("206 789 7-9/10");
        (await GetAsync("a", "?retrieval=r1", range: "bytes=8-")).ShouldBe("206 89 8-9/10");
        (await GetAsync("a", "?retrieval=r1", range: "bytes=10-")).ShouldStartWith("416");
        (await GetAsync("a", "?retrieval=r1", "bytes=0-1", ("If-Range", tag))).ShouldStartWith(
            "206 01"
        );
        (await GetAsync("a", "?retrieval=r1", "bytes=0-1", ("If-Range", "\"x\""))).ShouldStartWith(
            "200 0123456789"
        );
        (await GetAsync("a", "", null, ("If-None-Match", tag))).ShouldStartWith("304");
        (await cast.StoredAsync("acme", "object.retrieved")).ShouldBe(1);
        (await GetAsync("a")).Fields["Evenhand-Retrieval"].ShouldNotBeEmpty();
        (await cast.StoredAsync("acme", "object.retrieved")).ShouldBe(2);
    }

    [Fact]
    public async Task A_head_tells_all_but_the_bytes_and_counts_nothing()
    {
        await PutAsync("a", "0123456789");
        var head = await SendAsync(HttpMethod.Head, $"{Objects}/a/content", cast.KeyOf("acme"));
        head.Status.ShouldBe(HttpStatusCode.OK, head.Body);
        head.Body.ShouldBeEmpty();
        head.Fields["Content-Length"].ShouldBe("10");
        head.Fields["Accept-Ranges"].ShouldBe("bytes");
        (await cast.StoredAsync("acme", "object.retrieved")).ShouldBe(0);
    }

    [Fact]
    public async Task Only_the_account_and_who_may_see_content_fetch_it()
    {
        await PutAsync("a", "hello");
        var path = $"{Objects}/a/content";
        foreach (var who in new[] { "ann", "bob", "dan", "eve" })
            (await cast.Server.GetAsync(path, cast.KeyOf(who))).Status.ShouldBe(
                HttpStatusCode.Forbidden,
                who
            );
        var key = await cast.Server.KeyAsync(Role.Content);
        (await cast.Server.GetAsync(path, key)).Body.ShouldBe("hello");
        await cast.OpenAsync("other", "qcontact", "");
        (await cast.Server.GetAsync(path, cast.KeyOf("other"))).Status.ShouldBe(
            HttpStatusCode.NotFound
        );
    }

    [Fact]
    public async Task An_upload_in_parts_goes_on_where_it_was()
    {
        var upload = $"{Objects}/a/upload";
        (await PartAsync("hel", 0, "?0")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await cast.Server.GetAsync(upload)).Json.GetProperty("offset").GetString().ShouldBe("3");
        (await PartAsync("xx", 2, "?0")).Status.ShouldBe(HttpStatusCode.Conflict);
        var done = await PartAsync("lo", 3, "?1");
        done.Status.ShouldBe(HttpStatusCode.OK, done.Body);
        (await GetAsync("a")).Body.ShouldBe("hello");
        (await PartAsync("again", 0, "?1")).Status.ShouldBe(HttpStatusCode.Conflict);
        (await PartAsync("x", 0, "?0", "b")).Status.ShouldBe(HttpStatusCode.NoContent);
        (
            await SendAsync(HttpMethod.Delete, $"{Objects}/b/upload", cast.KeyOf("acme"))
        ).Status.ShouldBe(HttpStatusCode.NoContent);
        (await cast.Server.GetAsync($"{Objects}/b/upload")).Fields["Upload-Offset"].ShouldBe("0");
        await IsWellAsync(1);
    }

    [Fact]
    public async Task What_is_no_good_is_refused_before_it_is_kept()
    {
        foreach (
            var (query, why) in new[]
            {
                ("", "class"),
                ("?class=nonsense", "class of object.stored"),
                (Of + "&with=x", "JSON object"),
                (Of + "&with={\"bytes\":7}", "beside"),
                (Of + "&with={\"durration\":7}", "durration"),
                (Of + "&tier=lukewarm", "tier"),
            }
        )
        {
            var answer = await PutAsync("a", "hello", query);
            answer.Status.ShouldBe(HttpStatusCode.BadRequest, $"{query}: {answer.Body}");
            answer.Detail!.ShouldContain(why);
        }
        var wrong = Convert.ToBase64String(SHA256.HashData("other"u8));
        (await PutAsync("a", "hello", Of, ("Repr-Digest", $"sha-256=:{wrong}:"))).Status.ShouldBe(
            HttpStatusCode.BadRequest
        );
        var right = Convert.ToBase64String(SHA256.HashData("hello"u8));
        (await PutAsync("a", "hello", Of, ("Repr-Digest", $"sha-256=:{right}:"))).Status.ShouldBe(
            HttpStatusCode.OK
        );
        await cast.OpenAsync("other");
        (await PutAsync("a", "hello", Of, account: "other")).Status.ShouldBe(
            HttpStatusCode.NotFound
        );
        await IsWellAsync(1);
    }

    [Fact]
    public async Task What_is_kept_or_in_quarantine_is_not_deleted_nor_that_given_out()
    {
        await PutAsync("a", "hello");
        await cast.DoAsync("bob", "/v1/accounts/acme/holds", """{"hold":"h1","reason":"so"}""");
        (await DeleteAsync("a")).ShouldBe("kept");
        (await NamesAsync("?state=kept")).ShouldBe(["a"]);
        (await GetAsync("a")).Body.ShouldBe("hello");
        await cast.SendAsync(
            "acme",
            "report.filed",
            """{"clause":"content-harmful-software","by":"bob","about":"a virus","object":"a"}"""
        );
        (await DeleteAsync("a")).ShouldBe("quarantined");
        (await GetAsync("a")).Status.ShouldBe(HttpStatusCode.Conflict);
        (await NamesAsync("?state=quarantined")).ShouldBe(["a"]);
    }

    [Fact]
    public async Task What_is_deleted_is_there_no_more_and_its_name_is_free()
    {
        await PutAsync("a", "hello");
        (await DeleteAsync("a")).ShouldBe("");
        (await GetAsync("a")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await DeleteAsync("a")).ShouldBe("404");
        cast.Clock.Add(TimeSpan.FromSeconds(1));
        (await PutAsync("a", "other")).Status.ShouldBe(HttpStatusCode.OK);
        (await GetAsync("a")).Body.ShouldBe("other");
    }

    [Fact]
    public async Task The_check_finds_orphans_and_ghosts_and_mends_them()
    {
        foreach (var name in new[] { "a", "b", "c" })
            await PutAsync(name, "hello");
        var files = Directory
            .GetFiles(
                Path.Combine(cast.Server.Data, "vault", "hot"),
                "*",
                SearchOption.AllDirectories
            )
            .Order()
            .ToArray();
        var hot = Path.Combine(cast.Server.Data, "vault", "hot");
        var orphan = Path.Combine(
            Directory.CreateDirectory($"{hot}/000").FullName,
            new string('0', 32)
        );
        await File.WriteAllTextAsync(orphan, "nobody's", TestContext.Current.CancellationToken);
        File.Delete(files[0]);
        await File.WriteAllTextAsync(
            files[1],
            "shorter than it was, or longer",
            TestContext.Current.CancellationToken
        );
        await File.WriteAllTextAsync(files[2], "HELLO", TestContext.Current.CancellationToken);
        (await CheckAsync("?deep=true&older_than=0")).ShouldBe([
            "ghost",
            "hash",
            "orphan",
            "size",
            "summary 3 4",
        ]);
        (await CheckAsync("")).ShouldBe(["ghost", "size", "summary 3 2"]);
        (await CheckAsync("?deep=true&mend=true&older_than=0")).ShouldBe([
            "ghost mended",
            "hash mended",
            "orphan mended",
            "size mended",
            "summary 3 4",
        ]);
        await IsWellAsync(3);
        File.Exists(orphan).ShouldBeFalse();
        (await NamesAsync("?state=lost")).Length.ShouldBe(3);
        (await GetAsync("a")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await cast.Server.GetAsync("/v1/audit?account=acme")).Body.ShouldContain("bytes.lost");
    }

    private async Task IsWellAsync(int things) =>
        (await CheckAsync("?deep=true&older_than=0")).ShouldBe([$"summary {things} 0"]);

    private async Task<string[]> CheckAsync(string query)
    {
        var answer = await cast.PostAsync("bob", $"/v1/vault/check{query}", "");
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.Body);
        return
        [
            .. answer
                .Body.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement)
                .Select(found =>
                    found.TryGetProperty("found", out var count)
                        ? $"summary {found.GetProperty("looked")} {count}"
                        : found.GetProperty("what").GetString()
                            + (found.TryGetProperty("done", out _) ? " mended" : "")
                )
                .Order(StringComparer.Ordinal),
        ];
    }

    private async Task<string[]> NamesAsync(string query) =>
        [
            .. (await cast.Server.GetAsync(Objects + query))
                .Json.GetProperty("items")
                .EnumerateArray()
                .Select(each => each.GetProperty("object").GetString()!),
        ];

    private async Task<string> DeleteAsync(string name)
    {
        var answer = await SendAsync(HttpMethod.Delete, $"{Objects}/{name}", cast.KeyOf("acme"));
        return answer.Status switch
        {
            HttpStatusCode.NoContent => "",
            HttpStatusCode.Conflict => answer.Json.GetProperty("unmet")[0].GetString()!,
            var status => $"{(int)status}",
        };
    }

    private Task<Answer> PutAsync(
        string name,
        string bytes,
        string query = Of,
        (string, string)? field = null,
        string account = "acme"
    ) =>
        SendAsync(
            HttpMethod.Put,
            $"/v1/accounts/{account}/objects/{Uri.EscapeDataString(name)}{query}",
            cast.KeyOf(account),
            bytes,
            field
        );

    private Task<Answer> PartAsync(string bytes, long offset, string complete, string name = "a") =>
        SendAsync(
            HttpMethod.Patch,
            $"{Objects}/{name}/upload{Of}",
            cast.KeyOf("acme"),
            bytes,
            ("Upload-Offset", $"{offset}"),
            ("Upload-Complete", complete)
        );

    private Task<Answer> GetAsync(string name) =>
        cast.Server.GetAsync($"{Objects}/{Uri.EscapeDataString(name)}/content", cast.KeyOf("acme"));

    private async Task<string> GetAsync(
        string name,
        string query,
        string? range,
        (string, string)? field = null
    )
    {
        var answer = await SendAsync(
            HttpMethod.Get,
            $"{Objects}/{name}/content{query}",
            cast.KeyOf("acme"),
            null,
            field,
            range is null ? null : ("Range", range)
        );
        var told = answer.Fields.GetValueOrDefault("Content-Range", "").Replace("bytes ", "");
        return $"{(int)answer.Status} {answer.Body} {told}".TrimEnd();
    }

    private async Task<Answer> SendAsync(
        HttpMethod method,
        string path,
        string key,
        string? bytes = null,
        params (string Name, string Value)?[] fields
    )
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        foreach (var field in fields)
            if (field is var (name, value))
                request.Headers.TryAddWithoutValidation(name, value);
        if (bytes is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(bytes));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("audio/mpeg");
        }
        return await cast.Server.SendAsync(request);
    }

    private static string HashOf(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
