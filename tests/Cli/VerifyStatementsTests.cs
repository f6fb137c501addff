using Evenhand.Ledger;
using Evenhand.Tests.Core;
using Evenhand.Tests.Ledger.Postgres;
using Evenhand.Tests.Node;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Cli;

/// <summary><c>evenhand verify --statements</c>, as its users run it after an upgrade.</summary>
public class VerifyStatementsTests
{
    [Fact]
    public async Task What_this_release_stated_it_would_state_again()
    {
        await using var served = await ServedNode.At("2026-01-01");
        await served.SendAsync(Story.Under("engagece").At("2026-01-01", "mms.sent"));
        await served.UntilAsync("2026-02-05");
        served.Stated("acme").ShouldHaveSingleItem();
        using var evenhand = new EvenhandProcess();
        var policies = RepositoryFile.PathOf("policies");
        var told = evenhand.Run($"verify --statements --data {served.Data} --policies {policies}");
        told.Status.ShouldBe(0, told.Errors);
        told.OutputLines.ShouldBe([
            "1 account: this release would state every stated cycle as it was stated",
        ]);
    }

    [Fact]
    public async Task Of_a_ledger_in_PostgreSQL_it_tells_the_same()
    {
        var server = PostgresServer.OfThisRun();
        await using var served = await ServedNode.At("2026-01-01");
        await served.SendAsync(Story.Under("engagece").At("2026-01-01", "mms.sent"));
        await served.UntilAsync("2026-02-05");
        served.Stated("acme").ShouldHaveSingleItem();
        var database = server.Connection(server.NewDatabase());
        LedgerCopy.Run(
            LedgerPlace.At(served.Data),
            LedgerPlace.Of(LedgerPlace.Prefix + database, null),
            new Copying()
        );
        using var evenhand = new EvenhandProcess();
        var told = evenhand.Run(
            $"verify --statements --ledger-connection '{database}' --policies {RepositoryFile.PathOf("policies")}"
        );
        told.Status.ShouldBe(0, told.Errors);
        told.OutputLines.ShouldBe([
            "1 account: this release would state every stated cycle as it was stated",
        ]);
    }

    [Fact]
    public void Without_a_ledger_it_says_what_to_name()
    {
        using var evenhand = new EvenhandProcess();
        var told = evenhand.Run("verify --statements --data data --policies nowhere");
        told.Status.ShouldBe(1);
        told.Errors.ShouldContain("name a data folder");
    }
}
