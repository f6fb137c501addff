using System.Text;
using Evenhand.Node.Stored;
using Evenhand.Policies.Comparing;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node;

/// <summary>What is on disk of amendments stays readable: this text never changes.</summary>
public class StoredImpactTests
{
    private const string Text =
        """{"policy":"fair","version":"2","hash":"AB12","before":"1","effective":9,"currency":"USD","plan":"","changes":[{"clause":"calls","title":"Calls","fate":"Changed","leaning":"Adverse","lines":[]}],"cycles":[{"cycle":"2026-01-01","from":1,"to":2,"version":"1","clauses":[{"clause":"calls","due":1.00,"due_other":2,"proposed":0,"proposed_other":0,"acts":0,"acts_other":1,"cases":0,"cases_other":0,"notices":0,"notices_other":0}]}],"denied":[{"time":1,"id":"e1","type":"api.called","clause":"calls","by_other":true}],"steps_without_case":[],"refused":0,"at":5,"told":{"notice":{"clause":"notify","what":"near-allowance","message":"Nearly.","time":5,"account":"acme"},"cycle":9,"id":"id","series":"amended:2","level":1}}""";

    [Fact]
    public void What_a_version_to_come_means_for_an_account()
    {
        var entry = new ImpactEntry(
            "fair",
            "2",
            "AB12",
            "1",
            new(9),
            "USD",
            "",
            [new("calls", "Calls", ClauseFate.Changed, Leaning.Adverse, [])],
            [
                new(
                    "2026-01-01",
                    new(1),
                    new(2),
                    "1",
                    [new("calls", 1.00m, 2, 0, 0, 0, 1, 0, 0, 0, 0)]
                ),
            ],
            [new(new(1), "e1", "api.called", "calls", true)],
            [],
            0,
            new(5),
            new ToldRecord(
                new ToldNotice("notify", "near-allowance", "Nearly.", new(5), "acme"),
                null,
                new(9),
                "id",
                "amended:2",
                1
            )
        );
        Encoding.UTF8.GetString(entry.Written()).ShouldBe(Text);
        Encoding
            .UTF8.GetString(ImpactEntry.Read(Encoding.UTF8.GetBytes(Text)).Written())
            .ShouldBe(Text);
    }
}
