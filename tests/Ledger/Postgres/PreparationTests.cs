using Evenhand.Ledger;
using Evenhand.Ledger.Postgres;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Ledger.Postgres;

/// <summary>A database becomes a ledger by the hand of its owner, once, and for a role that may do little.</summary>
public sealed class PreparationTests
{
    private readonly PostgresServer server = PostgresServer.OfThisRun();
    private readonly string database = PostgresServer.OfThisRun().NewDatabase();

    [Fact]
    public async Task A_ledger_is_made_once_with_its_partitions_and_is_the_same_when_it_is_prepared_again()
    {
        var place = PostgresPlace.Of(server.Connection(database), null);

        (await Preparation.RunAsync(place, 5, null)).ShouldContain("5 partitions");
        var id = server.Ask<Guid>(database, "SELECT id FROM evenhand.ledger");
        (await Preparation.RunAsync(place, 7, null)).ShouldContain("already");

        server.Ask<Guid>(database, "SELECT id FROM evenhand.ledger").ShouldBe(id);
        server.Ask<long>(database, "SELECT count(*) FROM evenhand.partition").ShouldBe(5);
    }

    [Fact]
    public async Task Whoever_prepares_at_the_same_time_waits_and_finds_it_done()
    {
        var place = PostgresPlace.Of(server.Connection(database), null);

        var said = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Preparation.RunAsync(place, 4, null))
        );

        said.Count(each => each.Contains("is made")).ShouldBe(1);
        said.Count(each => each.Contains("already")).ShouldBe(3);
    }

    [Fact]
    public async Task The_role_that_serves_may_add_segments_and_neither_change_nor_delete_one_nor_make_a_table()
    {
        var role = $"node_{database}";
        server.Do(database, $"CREATE ROLE {role} LOGIN");
        await Preparation.RunAsync(PostgresPlace.Of(server.Connection(database), null), 4, role);

        Allowed("INSERT ON evenhand.segment", "has_table_privilege", "evenhand.segment", "INSERT");
        foreach (var may in new[] { "UPDATE", "DELETE", "TRUNCATE" })
            May(role, "has_table_privilege", "evenhand.segment", may).ShouldBeFalse(may);
        May(role, "has_schema_privilege", "evenhand", "CREATE").ShouldBeFalse();
        May(role, "has_table_privilege", "evenhand.ledger", "UPDATE").ShouldBeFalse();

        void Allowed(string what, string asked, string of, string right) =>
            May(role, asked, of, right).ShouldBeTrue(what);
    }

    [Fact]
    public async Task A_ledger_of_a_later_program_is_refused_by_name()
    {
        var place = PostgresPlace.Of(server.Connection(database), null);
        await Preparation.RunAsync(place, 4, null);
        server.Do(database, "INSERT INTO evenhand.format VALUES (99, '9.9.9')");

        var refusal = await Should.ThrowAsync<NewerLedgerException>(() =>
            Preparation.RunAsync(place, 4, null)
        );

        refusal.Message.ShouldContain("evenhand 9.9.9 or a later one");
    }

    [Fact]
    public async Task A_role_that_may_make_no_tables_is_told_so()
    {
        var role = $"nobody_{database}";
        server.Do(database, $"CREATE ROLE {role} LOGIN");

        var refusal = await Should.ThrowAsync<LedgerUnavailableException>(() =>
            Preparation.RunAsync(PostgresPlace.Of(server.Connection(database, role), null), 4, null)
        );

        refusal.Message.ShouldContain($"{role} may not do that");
    }

    [Theory]
    [InlineData("Host=h;Database=d;Password=hunter2", "--ledger-password-file")]
    [InlineData("Database=d", "Host=…")]
    [InlineData("Host=h;Databas=d", "Npgsql's keywords")]
    public void A_connection_without_a_place_or_with_a_password_is_refused_without_repeating_it(
        string connection,
        string told
    )
    {
        var refusal = Should.Throw<FormatException>(() => PostgresPlace.Of(connection, null));

        refusal.Message.ShouldContain(told);
        refusal.Message.ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task What_cannot_be_reached_says_what_and_where()
    {
        var place = PostgresPlace.Of(server.Connection("no_such_database"), null);
        var away = PostgresPlace.Of("Host=/nowhere;Database=d;Username=u", null);

        (
            await Should.ThrowAsync<LedgerUnavailableException>(() =>
                Preparation.RunAsync(place, 4, null)
            )
        ).Message.ShouldContain("there is no such database");
        (
            await Should.ThrowAsync<LedgerUnavailableException>(() =>
                Preparation.RunAsync(away, 4, null)
            )
        ).Message.ShouldContain("d at /nowhere: PostgreSQL cannot be reached");
    }

    private bool May(string role, string asked, string of, string right) =>
        server.Ask<bool>(database, $"SELECT {asked}('{role}', '{of}', '{right}')");
}
