using System.Net;
using Evenhand.Client;
using Evenhand.Node.Roles;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server;

/// <summary>The limit that an account sets for itself.</summary>
public sealed class LimitTests : IAsyncLifetime
{
    private const string Path = "/v1/accounts/own/limits/nudges";
    private ServerUnderTest server = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ServerUnderTest.StartAsync();
        await server.OpenAsync("other");
        foreach (var account in new[] { "own", "another" })
            await server.PostAsync(
                "/v1/events",
                TestEvents.Line(
                    account,
                    $"open-{account}",
                    "account.opened",
                    """{"policy":"engagece","currency":"USD","time_zone":"UTC","plan":"volume-500"}""",
                    DateTimeOffset.UtcNow.AddDays(-40)
                ),
                "application/x-ndjson"
            );
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task An_account_sets_its_own_limit_and_it_holds_at_once()
    {
        var key = await server.KeyAsync(Role.Account, "own");
        (await PutAsync(Path, """{"amount":"3"}""", key)).Body.ShouldBe(
            """{"account":"own","meter":"nudges","amount":"3","unit":"nudge"}"""
        );
        await server.PostAsync(
            "/v1/events",
            $"[{TestEvents.Line("own", "sent", "email.sent", """{"origin":"sequence","count":3}""")}]"
        );
        var asked = await server.PostAsync(
            "/v1/gate",
            """{"account":"own","act":"email.sent","with":{"origin":"sequence","count":1}}""",
            key: key
        );
        asked.Json.GetProperty("outcome").GetString().ShouldNotBe("allow");
        (await PutAsync(Path, """{"amount":null}""", key))
            .Json.TryGetProperty("amount", out _)
            .ShouldBeFalse();
    }

    [Fact]
    public async Task Setting_it_again_makes_no_other_event()
    {
        await PutAsync(Path, """{"amount":"7"}""");
        var before = server.Server.Node.Figures.Accepted;
        for (var i = 0; i < 3; i++)
            (await PutAsync(Path, """{"amount":"7"}""")).Status.ShouldBe(HttpStatusCode.OK);
        server.Server.Node.Figures.Accepted.ShouldBe(before);
        await PutAsync(Path, """{"amount":"8"}""");
        server.Server.Node.Figures.Accepted.ShouldBe(before + 1);
    }

    [Theory]
    [InlineData("/v1/accounts/own/limits/nudge", "did you mean `nudges`?")]
    [InlineData("/v1/accounts/own/limits/calls", "known: `nudges`")]
    [InlineData("/v1/accounts/other/limits/nudges", "its policy lets no limit be set")]
    [InlineData("/v1/accounts/nobody/limits/nudges", "there is no such account")]
    public async Task What_is_not_there_is_not_found_and_the_nearest_is_named(
        string path,
        string detail
    )
    {
        var answer = await PutAsync(path, """{"amount":"1"}""");
        answer.Status.ShouldBe(HttpStatusCode.NotFound);
        answer.Detail!.ShouldContain(detail);
    }

    [Theory]
    [InlineData("""{"amount":"1.5"}""")]
    [InlineData("""{"amount":"-1"}""")]
    [InlineData("""{"amount":"1e3"}""")]
    [InlineData("""{"amount":"9999999999999999999999"}""")]
    [InlineData("""{"amount":3}""")]
    [InlineData("""[]""")]
    public async Task An_amount_is_a_whole_number_in_a_text(string body) =>
        (await PutAsync(Path, body)).Status.ShouldBe(HttpStatusCode.BadRequest);

    [Fact]
    public async Task A_key_of_another_account_finds_nothing()
    {
        var key = await server.KeyAsync(Role.Account, "another");
        var answer = await PutAsync(Path, """{"amount":"1"}""", key);
        answer.Status.ShouldBe(HttpStatusCode.NotFound);
        answer.Detail.ShouldBe("there is no such account");
    }

    [Fact]
    public async Task The_client_sets_it()
    {
        using var client = new EvenhandClient(
            new EvenhandOptions
            {
                Address = server.Address,
                Key = await server.KeyAsync(Role.Account, "own"),
            }
        );
        var cancel = TestContext.Current.CancellationToken;
        var set = await client.SetLimitAsync("own", "nudges", 12, cancel);
        (set.Amount, set.Unit).ShouldBe(("12", "nudge"));
        (await client.SetLimitAsync("own", "nudges", null, cancel)).Amount.ShouldBeNull();
    }

    private Task<Answer> PutAsync(
        string path,
        string body,
        string key = ServerUnderTest.AdminKey
    ) => server.SendAsync(HttpMethod.Put, path, key, body);
}
