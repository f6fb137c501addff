using System.Security.Cryptography;
using Evenhand.Ledger;
using Evenhand.Ledger.Postgres;
using Evenhand.Tests.Crash;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Ledger.Postgres;

/// <summary>A disk of PostgreSQL's that is full: nothing is half done, and it goes on when there is room again.</summary>
public sealed class FullDiskTests
{
    private const int MoreThanFits = 5_000;

    [Fact]
    [Trait("fault", "M3")]
    public void A_full_disk_takes_nothing_half_and_the_ledger_goes_on_once_there_is_room()
    {
        using var server = PostgresServer.Own();
        using var disk = SmallDisk.Mount(server.NewFolder("disk"), megabytes: 24);
        Assert.SkipWhen(disk is null, "mounting a small disk is not permitted here");
        var ballast = Path.Combine(disk.Folder, "ballast");
        File.WriteAllBytes(ballast, new byte[4 << 20]);
        server.Do(
            "postgres",
            $"CREATE TABLESPACE small LOCATION '{server.NewFolder("disk", "space")}'"
        );
        var ledgers = new PostgresLedgers(server);
        server.Do("postgres", $"ALTER DATABASE {ledgers.Database} SET TABLESPACE small");
        var acknowledged = new List<string>();
        using (var ledger = ledgers.Open(holds: true))
        {
            var full = Should.Throw<LedgerUnavailableException>(() =>
                Add(ledger, acknowledged, MoreThanFits)
            );
            full.Message.ShouldContain("PostgreSQL's disk is full");
            full.LacksRoom.ShouldBeTrue();
            Texts(ledger).ShouldBe(acknowledged);
            Should.Throw<LedgerUnavailableException>(() => Add(ledger, acknowledged, MoreThanFits));
            IsFullWhileItIs(ledger, acknowledged);

            File.Delete(ballast);
            Wait.Until(
                () => ledger.Hindrance(full.Message) is null,
                "the disk takes something again"
            );
            Add(ledger, acknowledged, 10);
            Texts(ledger).ShouldBe(acknowledged);
        }
        LedgerPlace.In(ledgers.Place).Verify(null).IsSound.ShouldBeTrue();
    }

    /// <summary>It is not said to take something while appends fail.</summary>
    private static void IsFullWhileItIs(PostgresLedger ledger, List<string> acknowledged)
    {
        for (var round = 0; round < 3; round++)
        {
            Should.Throw<LedgerUnavailableException>(() => Add(ledger, acknowledged, MoreThanFits));
            var (known, found) = ($"an append failed ({round})", (string?)null);
            Wait.Until(() => (found = ledger.Hindrance(known)) != known, "it is tried");
            found.ShouldNotBeNull().ShouldContain("PostgreSQL's disk is full");
        }
    }

    private static void Add(PostgresLedger ledger, List<string> acknowledged, int appends)
    {
        for (var i = 0; i < appends; i++)
        {
            // PostgreSQL packs what can be packed.
            var text =
                $"{acknowledged.Count} {Convert.ToBase64String(RandomNumberGenerator.GetBytes(6_000))}";
            Made.Append(ledger, "a", text);
            acknowledged.Add(text);
        }
    }

    private static List<string> Texts(PostgresLedger ledger) =>
        Made.Texts(ledger.Read(StreamName.Of("a"), 0));
}
