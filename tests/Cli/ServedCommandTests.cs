using System.Net;
using System.Text.RegularExpressions;
using Evenhand.Node.Roles;
using Evenhand.Tests.Core;
using Evenhand.Tests.Server;
using Evenhand.Tests.Server.Sites;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Cli;

/// <summary>What the command line does beside a server that runs: it has a draft tried there, and lets somebody in.</summary>
public sealed partial class ServedCommandTests : IDisposable
{
    private readonly EvenhandProcess evenhand = new();

    public void Dispose() => evenhand.Dispose();

    [Fact]
    public async Task A_server_tries_a_draft_and_says_who_would_pay_more()
    {
        await using var cast = await Cast.AtAsync("2026-01-05");
        await cast.OpenAsync("acme");
        await cast.SendAsync("acme", "api.called", """{"count": 52000}""");
        await cast.UntilAsync("2026-03-02");
        evenhand.Write(
            "draft.md",
            Published
                .WithoutExamples(Published.Text("stackcx", "2", "2026-06-01"))
                .Replace("$0.50", "$1.00", StringComparison.Ordinal)
                .Replace("USD: 0.50", "USD: 1.00", StringComparison.Ordinal)
        );
        evenhand.Write("bad.md", "# Nothing\n");
        var at = $"--server {cast.Server.Address} --key {cast.KeyOf("bob")}";

        var tried = evenhand.Run($"backtest draft.md --months 2 --format csv {at}");
        tried.Status.ShouldBe(0, tried.Errors);
        tried.Output.ShouldContain("acme");
        tried.Output.ShouldContain("2.00");
        evenhand.Run($"backtest bad.md {at}").Status.ShouldNotBe(0);
        evenhand.Run($"backtest draft.md --resume kept {at}").Status.ShouldNotBe(0);
        evenhand
            .Run($"backtest draft.md --server {cast.Server.Address} --key wrong")
            .Errors.ShouldContain("refused");
    }

    [Fact]
    public async Task A_link_for_a_person_lets_it_in_once()
    {
        await using var server = await ServerUnderTest.StartAsync();
        await server.Server.Node.People.AddAsync("ann", "Ann", "", Role.Operator);
        var said = evenhand.Run(
            $"people link ann --data {server.Data} --public-url {server.Address}"
        );
        said.Status.ShouldBe(0, said.Errors);
        var link = Link().Match(said.Output).Value;
        link.ShouldNotBeEmpty(said.Output);
        var ann = await Visitor.WithAsync(server, link);
        (await ann.OpenAsync("/console")).Body.ShouldContain("Ann");

        var again = Visitor.To(server);
        var page = await again.OpenAsync(link);
        if (page.Status == HttpStatusCode.OK)
            page = await again.FillAsync(link, "/console/open");
        page.Status.ShouldNotBe(HttpStatusCode.SeeOther);
        (await again.OpenAsync("/console")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        evenhand.Run($"people link nobody --data {server.Data}").Status.ShouldNotBe(0);
    }

    [GeneratedRegex(@"/console/open\?link=\S+")]
    private static partial Regex Link();
}
