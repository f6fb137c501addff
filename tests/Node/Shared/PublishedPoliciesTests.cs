using Evenhand.Node.Policies;
using Evenhand.Node.Stored;
using Evenhand.Tests.Policies.Harbour;
using Shouldly;
using Xunit;

namespace Evenhand.Tests.Node.Shared;

public class PublishedPoliciesTests
{
    [Fact]
    [Trait("fault", "shelf-start")]
    public void What_a_version_costs_does_not_grow_with_their_number()
    {
        Fill(5);
        var (few, many) = (Fill(30), Fill(120));
        ((double)many / few).ShouldBeLessThan(6);
    }

    [Fact]
    public void Versions_are_in_the_order_of_their_names_and_times_whenever_they_came()
    {
        var shelf = new PublishedPolicies(HarbourFiles.Catalogue);
        shelf.Add(Version(3), new(0));
        shelf.All.Length.ShouldBe(1);
        shelf.Add(Version(1), new(0));
        shelf.Add(Version(1), new(0));
        shelf.All.Select(each => each.Version.Version).ShouldBe(["1", "3"]);
        shelf.Rules.Shelf.Versions("harbour").Length.ShouldBe(2);
        shelf.Find("harbour", "3").ShouldNotBeNull();
        shelf.Find("harbour", "2").ShouldBeNull();
        shelf.Remove(
            new WithdrawnRecord("harbour", "3", shelf.Find("harbour", "3")!.Version.Hash, null)
        );
        shelf.All.ShouldHaveSingleItem().Version.Version.ShouldBe("1");
    }

    /// <summary>How many bytes it takes to take up so many versions, as a start does.</summary>
    private static long Fill(int versions)
    {
        var records = Enumerable.Range(1, versions).Select(Version).ToArray();
        var shelf = new PublishedPolicies(HarbourFiles.Catalogue);
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var record in records)
            shelf.Add(record, new(0));
        shelf.All.Length.ShouldBe(versions);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static PolicyRecord Version(int number)
    {
        var text = HarbourFiles
            .Dock("gate: { deny: letter.sent, where: { kind: bulk } }")
            .Replace("version: 1", $"version: {number}", StringComparison.Ordinal)
            .Replace("2026-01-01", $"{2000 + number}-01-01", StringComparison.Ordinal);
        return new PolicyRecord("harbour", $"{number}", "", text);
    }
}
