using System.Net;
using System.Text.Json;
using Evenhand.Node.Policies;
using Evenhand.Tests.Core;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Server;

/// <summary>What a version to come means for accounts, over HTTP.</summary>
public sealed class ImpactTests : IAsyncLifetime
{
    private Cast cast = null!;

    public async ValueTask InitializeAsync() => cast = await Cast.AtAsync("2026-01-05");

    public ValueTask DisposeAsync() => cast.DisposeAsync();

    [Fact]
    public async Task People_read_it_of_all_accounts_and_an_account_its_own_alone()
    {
        await cast.OpenAsync("acme");
        await cast.OpenAsync("other");
        await cast.SendAsync("acme", "api.called", """{"count": 52000}""");
        await cast.UntilAsync("2026-03-02");
        await cast.Server.Server.Node.PublishAsync(Dearer());
        await cast.Server.Server.Node.LookAfterDueAsync();

        var all = await JsonAsync("bob", "/v1/policies/stackcx/2026.2/impact?limit=1");
        all.GetProperty("done").GetBoolean().ShouldBeTrue();
        all.GetProperty("accounts").GetInt32().ShouldBe(2);
        var first = all.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        first.GetProperty("account").GetString().ShouldBe("acme");
        first.GetProperty("more").GetString().ShouldBe("1.00");
        first.GetProperty("leaning").GetString().ShouldBe("adverse");
        all.GetProperty("next").GetString().ShouldBe("acme");

        var own = await JsonAsync("acme", "/v1/accounts/acme/impact/2026.2");
        own.GetProperty("cycles")[0]
            .GetProperty("money")
            .GetProperty("proposed_other")
            .GetString()
            .ShouldBe("2.00");
        own.GetProperty("changes")[0].GetProperty("clause").GetString().ShouldBe("api-calls");
        (await StatusAsync("acme", "/v1/accounts/other/impact/2026.2")).ShouldBe(
            HttpStatusCode.NotFound
        );
        (await StatusAsync("acme", "/v1/policies/stackcx/2026.2/impact")).ShouldBe(
            HttpStatusCode.Forbidden
        );
        (await StatusAsync("bob", "/v1/policies/stackcx/9/impact")).ShouldBe(
            HttpStatusCode.NotFound
        );
        (await StatusAsync("bob", "/v1/accounts/acme/impact/9")).ShouldBe(HttpStatusCode.NotFound);
    }

    private static string Dearer() =>
        Published
            .WithoutExamples(Published.Text("stackcx", "2026.2", "2026-06-01"))
            .Replace("$0.50", "$1.00", StringComparison.Ordinal)
            .Replace("USD: 0.50", "USD: 1.00", StringComparison.Ordinal);

    private async Task<JsonElement> JsonAsync(string who, string path) =>
        (await cast.Server.GetAsync(path, cast.KeyOf(who))).Json;

    private async Task<HttpStatusCode> StatusAsync(string who, string path) =>
        (await cast.Server.GetAsync(path, cast.KeyOf(who))).Status;
}
